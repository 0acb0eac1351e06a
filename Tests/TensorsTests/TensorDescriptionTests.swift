import Tensors
import Testing

/// The expected texts follow the rules of torch/_tensor_str.py, worked out on NumPy arrays of float32.
@Suite("Printing tensors as PyTorch does")
struct TensorDescriptionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let shape: [Int]
        let elements: [Float]
        let text: String

        init(_ name: String, _ shape: [Int], _ elements: [Float], _ text: String) {
            testDescription = name
            self.shape = shape
            self.elements = elements
            self.text = text
        }

        static let all = [
            Case(
                "a scalar", [], [3.5],
                """
                tensor(3.5000)
                """),
            Case(
                "a whole scalar", [], [-3],
                """
                tensor(-3.)
                """),
            Case(
                "a NaN scalar", [], [.nan],
                """
                tensor(nan)
                """),
            Case(
                "whole numbers", [2, 3], [1, 2, 3, -40, 5, 6],
                """
                tensor([[  1.,   2.,   3.],
                        [-40.,   5.,   6.]])
                """),
            Case(
                "four decimals", [2, 2], [1.5409961, -0.2934289, -2.1787894, 0.5684313],
                """
                tensor([[ 1.5410, -0.2934],
                        [-2.1788,  0.5684]])
                """),
            Case(
                "zeros are narrow", [2, 2], [0, 0, 0, 0],
                """
                tensor([[0., 0.],
                        [0., 0.]])
                """),
            Case(
                "negative zero", [3], [-0.0, 1, 10],
                """
                tensor([-0.,  1., 10.])
                """),
            Case(
                "scientific for a wide range", [3], [1, 0.0001, 1000.5],
                """
                tensor([1.0000e+00, 1.0000e-04, 1.0005e+03])
                """),
            Case(
                "scientific for small numbers", [2], [5e-05, 7e-05],
                """
                tensor([5.0000e-05, 7.0000e-05])
                """),
            Case(
                "scientific for whole numbers of a wide range", [3], [1, -2000, 0],
                """
                tensor([ 1.0000e+00, -2.0000e+03,  0.0000e+00])
                """),
            Case(
                "whole up to a hundred million", [2], [100000000, 50000000],
                """
                tensor([100000000.,  50000000.])
                """),
            Case(
                "scientific beyond a hundred million", [2], [100000008, 200000000],
                """
                tensor([1.0000e+08, 2.0000e+08])
                """),
            Case(
                "a range of just a thousand is fixed", [2], [0.5, 500],
                """
                tensor([  0.5000, 500.0000])
                """),
            Case(
                "NaN and infinities beside whole numbers", [4], [.nan, 1, .infinity, -.infinity],
                """
                tensor([nan, 1., inf, -inf])
                """),
            Case(
                "NaN and infinities beside decimals", [4], [.nan, 0.25, .infinity, -.infinity],
                """
                tensor([   nan, 0.2500,    inf,   -inf])
                """),
            Case(
                "NaN beside scientific numbers", [3], [.nan, 1e-05, .infinity],
                """
                tensor([       nan, 1.0000e-05,        inf])
                """),
            Case(
                "nothing finite", [2], [.nan, .infinity],
                """
                tensor([nan, inf])
                """),
            Case(
                "a row that wraps", [20], (0..<20).map { Float($0) * 0.5 },
                """
                tensor([0.0000, 0.5000, 1.0000, 1.5000, 2.0000, 2.5000, 3.0000, 3.5000, 4.0000,
                        4.5000, 5.0000, 5.5000, 6.0000, 6.5000, 7.0000, 7.5000, 8.0000, 8.5000,
                        9.0000, 9.5000])
                """),
            Case(
                "zeros that wrap", [26], [Float](repeating: 0, count: 26),
                """
                tensor([0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0.,
                        0., 0.])
                """),
            Case(
                "a matrix whose rows wrap", [2, 12], (0..<24).map { Float($0) - 11.5 },
                """
                tensor([[-11.5000, -10.5000,  -9.5000,  -8.5000,  -7.5000,  -6.5000,  -5.5000,
                          -4.5000,  -3.5000,  -2.5000,  -1.5000,  -0.5000],
                        [  0.5000,   1.5000,   2.5000,   3.5000,   4.5000,   5.5000,   6.5000,
                           7.5000,   8.5000,   9.5000,  10.5000,  11.5000]])
                """),
            Case(
                "three axes", [2, 1, 2], [1, 2, 3, 4],
                """
                tensor([[[1., 2.]],

                        [[3., 4.]]])
                """),
            Case(
                "four axes", [2, 1, 1, 1], [0.5, 2],
                """
                tensor([[[[0.5000]]],


                        [[[2.0000]]]])
                """),
            Case(
                "an empty vector", [0], [],
                """
                tensor([])
                """),
            Case(
                "empty rows", [0, 3], [],
                """
                tensor([], size=(0, 3))
                """),
            Case(
                "rows without columns", [3, 0], [],
                """
                tensor([], size=(3, 0))
                """),
            Case(
                "an empty cube", [2, 0, 4], [],
                """
                tensor([], size=(2, 0, 4))
                """),
        ]
    }

    @Test("Notation, width and lines", arguments: Case.all)
    func text(_ example: Case) throws {
        #expect(try Tensor(shape: example.shape, elements: example.elements).description == example.text)
    }

    @Test("1000 elements are all shown, 1001 are summarised")
    func summaryOfVector() throws {
        #expect(try Tensor.arange(to: 1000).description.contains(" 500.,"))
        #expect(try Tensor.arange(to: 1001).description == "tensor([   0.,    1.,    2.,  ...,  998.,  999., 1000.])")
    }

    @Test("A summary shows the ends of long axes and the whole of short ones")
    func summaryOfMatrix() throws {
        let tensor = try Tensor.arange(to: 1200).reshaped([2, 600])
        #expect(
            tensor.description == """
                tensor([[0.0000e+00, 1.0000e+00, 2.0000e+00,  ..., 5.9700e+02, 5.9800e+02,
                         5.9900e+02],
                        [6.0000e+02, 6.0100e+02, 6.0200e+02,  ..., 1.1970e+03, 1.1980e+03,
                         1.1990e+03]])
                """)
    }

    @Test("A summary of three axes separates its matrices by empty lines")
    func summaryOfCube() throws {
        let tensor = try Tensor(shape: [7, 2, 168], elements: (0..<2352).map { Float($0) / 4 + 100 })
        #expect(
            tensor.description == """
                tensor([[[100.0000, 100.2500, 100.5000,  ..., 141.2500, 141.5000, 141.7500],
                         [142.0000, 142.2500, 142.5000,  ..., 183.2500, 183.5000, 183.7500]],

                        [[184.0000, 184.2500, 184.5000,  ..., 225.2500, 225.5000, 225.7500],
                         [226.0000, 226.2500, 226.5000,  ..., 267.2500, 267.5000, 267.7500]],

                        [[268.0000, 268.2500, 268.5000,  ..., 309.2500, 309.5000, 309.7500],
                         [310.0000, 310.2500, 310.5000,  ..., 351.2500, 351.5000, 351.7500]],

                        ...,

                        [[436.0000, 436.2500, 436.5000,  ..., 477.2500, 477.5000, 477.7500],
                         [478.0000, 478.2500, 478.5000,  ..., 519.2500, 519.5000, 519.7500]],

                        [[520.0000, 520.2500, 520.5000,  ..., 561.2500, 561.5000, 561.7500],
                         [562.0000, 562.2500, 562.5000,  ..., 603.2500, 603.5000, 603.7500]],

                        [[604.0000, 604.2500, 604.5000,  ..., 645.2500, 645.5000, 645.7500],
                         [646.0000, 646.2500, 646.5000,  ..., 687.2500, 687.5000, 687.7500]]])
                """)
    }

    @Test("Elements that a summary leaves out do not change its notation")
    func hiddenElements() throws {
        var elements = [Float](repeating: 1 / 3, count: 1200)
        elements[600] = 1e-9
        #expect(
            try Tensor(shape: [30, 40], elements: elements).description == """
                tensor([[0.3333, 0.3333, 0.3333,  ..., 0.3333, 0.3333, 0.3333],
                        [0.3333, 0.3333, 0.3333,  ..., 0.3333, 0.3333, 0.3333],
                        [0.3333, 0.3333, 0.3333,  ..., 0.3333, 0.3333, 0.3333],
                        ...,
                        [0.3333, 0.3333, 0.3333,  ..., 0.3333, 0.3333, 0.3333],
                        [0.3333, 0.3333, 0.3333,  ..., 0.3333, 0.3333, 0.3333],
                        [0.3333, 0.3333, 0.3333,  ..., 0.3333, 0.3333, 0.3333]])
                """)
    }
}
