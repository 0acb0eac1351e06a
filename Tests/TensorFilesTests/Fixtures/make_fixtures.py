"""Writes the fixtures of TensorFilesTests. Needs numpy (made with 2.4.6) and safetensors (made with 0.8.0).

Run in this folder: python3 make_fixtures.py
Element k of every array, in row-major order, is k * 0.5 - 1, unless said otherwise.
"""
import struct

import numpy as np
import safetensors


def ramp(*shape):
    return (np.arange(int(np.prod(shape))) * 0.5 - 1).reshape(shape)


np.save("float32_2x3.npy", ramp(2, 3).astype("<f4"))
np.save("float64_big_2x3.npy", ramp(2, 3).astype(">f8"))
np.save("float16_fortran_2x3x4.npy", np.asfortranarray(ramp(2, 3, 4).astype("<f2")))
np.save("float32_scalar.npy", np.float32(2.5))
np.save("float32_3.npy", ramp(3).astype("<f4"))
np.save("float32_0x4.npy", np.zeros((0, 4), "<f4"))
np.save("int64_extremes.npy", np.array([-(2**63), -1, 0, 16777217, 2**63 - 1], "<i8"))
np.save("uint8_4.npy", np.array([0, 1, 128, 255], "u1"))
np.save("bool_2x2.npy", np.array([[True, False], [False, True]]))
for version in [(2, 0), (3, 0)]:
    with open(f"float32_2x3_v{version[0]}.npy", "wb") as file:
        np.lib.format.write_array(file, ramp(2, 3).astype("<f4"), version=version)

# Refused, each with a sentence that says what to do.
np.save("object.npy", np.array([1, "two", None], dtype=object))
np.save("structured.npy", np.zeros(2, [("a", "<f4"), ("b", "<i4")]))
np.save("complex.npy", np.zeros(2, "<c8"))
np.save("text.npy", np.array(["the", "cat"]))

codes = {
    "float64": "<d", "float32": "<f", "float16": "<e",
    "int64": "<q", "int32": "<i", "int16": "<h", "int8": "<b",
    "uint64": "<Q", "uint32": "<I", "uint16": "<H", "uint8": "<B", "bool": "<?",
}  # fmt: skip
buffers = []


def spec(dtype, shape, data):
    buffers.append(np.frombuffer(data, "u1") if data else np.zeros(0, "u1"))
    return safetensors.TensorSpec(dtype=dtype, shape=shape, data_ptr=buffers[-1].ctypes.data, data_len=len(data))


# 0, 1, 2 of each type, as far as it has them.
tensors = {
    name: spec(name, [3], b"".join(struct.pack(code, value) for value in range(3))) for name, code in codes.items()
}
tensors["bfloat16"] = spec("bfloat16", [3], bytes([0, 0, 0x80, 0x3F, 0, 0x40]))
tensors["float8_e4m3"] = spec("float8_e4m3fn", [3], bytes([0, 0x38, 0x40]))
tensors["float8_e5m2"] = spec("float8_e5m2", [3], bytes([0, 0x3C, 0x40]))
tensors['quote " and é'] = spec("float32", [1, 1], struct.pack("<f", 7))
tensors["empty"] = spec("float32", [0, 5], b"")
tensors["scalar"] = spec("float32", [], struct.pack("<f", 9))
with open("all.safetensors", "wb") as file:
    file.write(safetensors.serialize(tensors, {"format": "np", "note": "0, 1, 2"}))

# Archives: several arrays, stored and deflated, with tokens, and with one that is refused.
arrays = {
    "weights": ramp(2, 3, 4).astype("<f4"),
    "fortran": np.asfortranarray(ramp(3, 4).astype("<f2")),
    "empty": np.zeros((0, 4), "<f4"),
    "tokens": np.array(["the", "cat", "注意 é", ""]),
    "x_tokens": np.array(["a", "bc"], ">U5"),
    "y_tokens": np.array([b"q", b"rs"], "S3"),
    "object": np.array([1, "two", None], dtype=object),
    "../up/é": ramp(3).astype("<f8"),
}
np.savez("stored.npz", **arrays)
np.savez_compressed("deflated.npz", **arrays)
np.savez("series.npz", *[np.full((2, 2), layer, "<f4") for layer in range(12)])

safetensors.serialize_file(
    {"a": spec("float32", [2, 2], struct.pack("<4f", 1, 0, 0.5, 0.5))},
    "tokens.safetensors",
    {"tokens": '["the", "[CLS]"]', "x_tokens": "[CLS]\ncat"},
)
# What the writers must write. Names in another order than the file's.
buffers_by_name = {
    "b": spec("float32", [2, 3], ramp(2, 3).astype("<f4").tobytes()),
    "a\n\"é\u0001": spec("float32", [3], ramp(3).astype("<f4").tobytes()),
    "s": spec("float32", [], struct.pack("<f", 2.5)),
}
safetensors.serialize_file(buffers_by_name, "written.safetensors", None)
