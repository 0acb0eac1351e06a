/// Elements that are not read, but recognised so that an error can say how to save them. Strings are the element types
/// as the file spells them.
public enum ForeignElements: Hashable, Sendable {
    /// NumPy's `object` arrays, which are pickles, and their number of axes.
    case pythonObjects(String, axes: Int)
    case complexNumbers(String)
    case text(String)
    /// A table of text without any number, and one of its cells.
    case words(String)
    case dates(String)
    /// NumPy writes bfloat16 and other types that it does not know as bytes without a meaning.
    case rawBytes(String)
    /// A structured type of NumPy.
    case records
    /// A type of NumPy whose elements are arrays themselves, as `('<f4', (2,))`.
    case subarrays
    /// NumPy's `longdouble`, whose bits differ between machines.
    case longDoubles(String)
    /// A type of ml_dtypes that is not read, such as `float8_e4m3fnuz`.
    case machineLearningType(String)
    /// Text along more than two axes, which is no list of tokens and no list for each entry of a batch.
    case textAlongAxes(Int)
    /// A `dtype` of safetensors that is not read.
    case dtype(String)
    /// An element type that NumPy does not have.
    case unknown(String)
}

extension ForeignElements: CustomStringConvertible {
    public var description: String {
        switch self {
        case .pythonObjects(let descr, _): "Python objects (descr \(quoted(descr)))"
        case .complexNumbers(let descr): "complex numbers (descr \(quoted(descr)))"
        case .words(let example): "only text, such as \(quoted(example))"
        case .text(let descr): "text (descr \(quoted(descr)))"
        case .dates(let descr): "dates or durations (descr \(quoted(descr)))"
        case .rawBytes(let descr):
            "raw bytes, as NumPy writes bfloat16 and other types that it does not know (descr \(quoted(descr)))"
        case .records: "records with named fields"
        case .subarrays: "elements that are arrays themselves (a subarray type)"
        case .longDoubles(let descr): "extended precision (longdouble, descr \(quoted(descr)))"
        case .machineLearningType(let name): "elements of type \(quoted(name)), which is not read"
        case .textAlongAxes(let count): "text along \(count) axes"
        case .dtype(let name): "dtype \(quoted(name))"
        case .unknown(let descr): "an unknown element type (descr \(quoted(descr)))"
        }
    }

    /// How to save them so that they can be read.
    var advice: String {
        let asFloat = "save arr.astype(numpy.float32)"
        return switch self {
        case .pythonObjects(_, 0): "of a dict of arrays, save numpy.savez(path, **arr.item())"
        case .pythonObjects(_, 1):
            "of a list of arrays, save numpy.savez(path, *arr); of words, numpy.array(list(arr), dtype=str)"
        case .pythonObjects:
            "of arrays, save numpy.savez(path, *arr.ravel()); of numbers, \(asFloat.dropFirst("save ".count))"
        case .complexNumbers: "save numpy.abs(arr), arr.real or arr.imag"
        case .words: "a table holds numbers, and words only as labels in its first row and column"
        case .text: "arrays of text are read as tokens"
        case .dates, .rawBytes, .machineLearningType, .unknown: asFloat
        case .longDoubles: "save arr.astype(numpy.float64)"
        case .records: "save one field, as in numpy.save(path, arr['field'])"
        case .subarrays: "save numpy.array(arr.tolist(), dtype=numpy.float32)"
        case .textAlongAxes: "tokens are a list: save arr.ravel()"
        case .dtype: "save the tensor as float32"
        }
    }
}
