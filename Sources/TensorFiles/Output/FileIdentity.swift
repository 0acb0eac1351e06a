/// What tells whether two paths are one file, however they are spelled: through links, other folders, or as a file that the
/// process has open.
package struct FileIdentity: Sendable {
    private enum Key: Hashable {
        case descriptor(Int32)
        case existing(FileStatus.Identity)
        case missing(name: [UInt8], in: FileStatus.Identity)
        /// A path of which nothing else is known, as its folder cannot be examined.
        case path([UInt8])
    }

    private let keys: Set<Key>

    /// A file that is read; `-` is the standard input. A pipe or a device is the same as no other file.
    package init(input path: String) {
        self.init(path == StandardInput.path ? "/dev/stdin" : path, kinds: [.regular])
    }

    /// A file that is written; `-` is the standard output. Two names of a device, such as `/dev/null`, are not the same, but
    /// those of a pipe are.
    package init(output path: String) {
        self.init(path == StandardInput.path ? "/dev/stdout" : path, kinds: [.regular, .pipe])
    }

    private init(_ path: String, kinds: Set<FileStatus.Kind>) {
        guard let end = try? FinalPath(following: path) else {
            keys = [.path(Array(path.utf8))]
            return
        }
        switch end {
        case .descriptor(let number):
            let status = FileStatus.ofDescriptor(number)
            keys = Set([.descriptor(number)]).union(FileIdentity.existing(status, kinds))
        case .file(let target):
            if let status = try? FileStatus.ofFile(at: target) {
                keys = FileIdentity.existing(status, kinds)
            } else {
                let folder = folder(of: target)
                let name = Array(target.utf8.dropFirst(folder.utf8.count))
                let status = try? FileStatus.ofFile(at: folder.isEmpty ? "." : folder)
                keys = [status.map { .missing(name: name, in: $0.identity) } ?? .path(Array(path.utf8))]
            }
        }
    }

    private static func existing(_ status: FileStatus?, _ kinds: Set<FileStatus.Kind>) -> Set<Key> {
        status.map { kinds.contains($0.kind) ? [.existing($0.identity)] : [] } ?? []
    }

    package func isSame(as other: FileIdentity) -> Bool { !keys.isDisjoint(with: other.keys) }

    /// Whether the path is the standard output of the process, not a file to which it is redirected.
    package var isStandardOutput: Bool { keys.contains(.descriptor(1)) }
}
