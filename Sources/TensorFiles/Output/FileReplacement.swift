import CProcess

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A complete temporary file and the file that it will replace.
struct FileReplacement: Sendable {
    /// The path in error messages.
    let path: String
    let temporary: String
    let target: String

    /// What was done, so that it can be undone.
    private enum Step {
        /// There was no old file.
        case created
        /// The temporary file is the old one now.
        case exchanged
        /// The old file has this name, and the temporary file is gone.
        case kept(String)
    }

    /// Replaces all files, or none.
    ///
    /// Signals that end the process wait while files are renamed. The old files are kept until the folders have been flushed to
    /// the disk. The temporary files are gone in the end.
    ///
    /// - Throws: `TensorFileError.writeFailed`, and `.oldFileMoved` for an old file that could not be put back.
    static func commit(_ files: [FileReplacement]) throws(TensorFileError) {
        var steps: [(file: FileReplacement, step: Step)] = []
        do throws(TensorFileError) {
            try UnfinishedFiles.held { () throws(TensorFileError) in
                for file in files {
                    do throws(SystemError) {
                        steps.append((file, try file.replace()))
                    } catch {
                        let failure = TensorFileError.writeFailed(path: file.path, reason: error)
                        try undo(&steps)
                        throw failure
                    }
                }
            }
            do throws(TensorFileError) {
                try synchronizeFolders(of: files)
            } catch {
                try UnfinishedFiles.held { () throws(TensorFileError) in try undo(&steps) }
                throw error
            }
        } catch {
            for file in files {
                if case .oldFileMoved(_, file.temporary) = error { continue }
                UnfinishedFiles.remove(file.temporary)
            }
            throw error
        }
        for (file, step) in steps {
            if case .kept(let old) = step { UnfinishedFiles.remove(old) }
            UnfinishedFiles.remove(file.temporary)
        }
    }

    /// The file systems that cannot exchange two names answer with one of these.
    private static let unsupported: Set<Int32> = [EINVAL, ENOSYS, ENOTSUP, EOPNOTSUPP, EPERM]

    /// Gives the temporary file the name of the target, and keeps the old file under another name.
    private func replace() throws(SystemError) -> Step {
        let code = process_exchange(temporary, target)
        if code == 0 {
            // Renaming would not replace a folder, which may have been made in the meantime.
            guard try FileStatus.ofFile(at: temporary)?.kind == .directory else { return .exchanged }
            _ = process_exchange(temporary, target)
            throw SystemError(code: EISDIR)
        }
        if code == ENOENT {
            try Self.move(temporary, to: target)
            return .created
        }
        guard Self.unsupported.contains(code) else { throw SystemError(code: code) }
        return try replaceKeepingLink()
    }

    private func replaceKeepingLink() throws(SystemError) -> Step {
        let old = "\(temporary.dropLast(TemporaryFile.suffix.count)).old\(TemporaryFile.suffix)"
        guard try FileStatus.ofFile(at: target) != nil else {
            try Self.move(temporary, to: target)
            return .created
        }
        // Without links, as on FAT, there is no file at the target for a moment.
        let isLinked = link(target, old) == 0
        if !isLinked { try Self.move(target, to: old) }
        do throws(SystemError) {
            try Self.move(temporary, to: target)
        } catch {
            if isLinked { unlink(old) } else { _ = rename(old, target) }
            throw error
        }
        // If there is no memory to list it, a signal leaves it.
        _ = process_files_add(old)
        return .kept(old)
    }

    private static func undo(_ steps: inout [(file: FileReplacement, step: Step)]) throws(TensorFileError) {
        var lost: TensorFileError?
        while let (file, step) = steps.popLast() {
            switch step {
            case .created:
                if rename(file.target, file.temporary) != 0 { unlink(file.target) }
            case .exchanged:
                guard process_exchange(file.temporary, file.target) != 0, rename(file.temporary, file.target) != 0
                else {
                    continue
                }
                process_files_forget(file.temporary)
                lost = .oldFileMoved(path: file.path, to: file.temporary)
            case .kept(let old):
                process_files_forget(old)
                if rename(old, file.target) != 0 { lost = .oldFileMoved(path: file.path, to: old) }
            }
        }
        if let lost { throw lost }
    }

    private static func move(_ old: String, to new: String) throws(SystemError) {
        guard rename(old, new) == 0 else { throw .last }
    }

    /// Flushes the names in the folders to the disk, where the file system can.
    private static func synchronizeFolders(of files: [FileReplacement]) throws(TensorFileError) {
        var known: Set<String> = []
        for file in files {
            let folder = folder(of: file.target)
            guard known.insert(folder).inserted else { continue }
            // A folder may allow new files and no listing.
            guard let opened = try? FileDescriptor.open(folder.isEmpty ? "." : folder, flags: O_RDONLY) else {
                continue
            }
            do throws(SystemError) {
                try opened.synchronize()
            } catch {
                guard ![EINVAL, ENOTSUP, EOPNOTSUPP, ENOSYS, EBADF].contains(error.code) else { continue }
                throw .writeFailed(path: file.path, reason: error)
            }
        }
    }
}
