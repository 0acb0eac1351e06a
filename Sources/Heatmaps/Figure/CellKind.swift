/// What a cell shows.
enum CellKind: Hashable {
    case value, masked, notANumber
}
