/// How far things have to move outwards, away from the panels, until they stand clear of what is already placed.
///
/// Zero where nothing overlaps, so that a figure with room keeps its regular distances.
enum Clearance {
    /// Things that had to move keep this distance in points.
    private static let distance = 2.0

    static func downwards(_ moving: [SceneRect], past placed: [SceneRect]) -> Double {
        farthest(moving, placed) { box, other in
            box.x < other.maxX && other.x < box.maxX ? other.maxY - box.y : 0
        }
    }

    static func upwards(_ moving: [SceneRect], past placed: [SceneRect]) -> Double {
        farthest(moving, placed) { box, other in
            box.x < other.maxX && other.x < box.maxX ? box.maxY - other.y : 0
        }
    }

    static func leftwards(_ moving: [SceneRect], past placed: [SceneRect]) -> Double {
        farthest(moving, placed) { box, other in
            box.y < other.maxY && other.y < box.maxY ? box.maxX - other.x : 0
        }
    }

    private static func farthest(
        _ moving: [SceneRect], _ placed: [SceneRect], _ overlap: (SceneRect, SceneRect) -> Double
    ) -> Double {
        var most = 0.0
        for box in moving where box.width > 0 && box.height > 0 {
            for other in placed where other.width > 0 && other.height > 0 { most = max(most, overlap(box, other)) }
        }
        return most > 1e-6 ? most + distance : 0
    }
}
