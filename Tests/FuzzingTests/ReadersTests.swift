import Foundation
import Fuzzing
import Testing

/// Files with faults are read or refused, in any case without a trap, and what intact files hold is read.
///
/// `ATTNVIZ_FUZZ_INPUTS` and `ATTNVIZ_FUZZ_SEED` ask for other inputs; the executable FuzzReaders looks at the memory too.
@Suite struct ReadersTests {
    private static func environment(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap(Int.init)
    }

    @Test(arguments: FuzzFormat.allCases) func madeUpFilesAreReadOrRefused(format: FuzzFormat) {
        var run = FuzzRun(format)
        run.run(
            Self.environment("ATTNVIZ_FUZZ_INPUTS") ?? 2000, seed: UInt64(Self.environment("ATTNVIZ_FUZZ_SEED") ?? 0))
        for fault in run.faults.prefix(10) { Issue.record("\(fault)") }
        // Without intact files, accepted ones and refused ones, the test tests nothing.
        #expect(run.intact > run.inputs / 5 && run.accepted >= run.intact && run.accepted < run.inputs * 19 / 20)
    }
}
