/// Whether a cell shows a value, or has one of the looks without a colour of the map.
enum CellKind: Hashable {
    case value, masked, notANumber
}
