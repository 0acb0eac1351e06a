/// The part of a path after the last slash.
func fileName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
}

/// The name of a tensor in a format that has no names: the file's name up to its first dot.
func stem(_ path: String) -> String {
    fileName(path).split(separator: ".").first.map(String.init) ?? "array"
}

/// The part of a path up to its last slash, that included; empty for a bare name.
func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
}
