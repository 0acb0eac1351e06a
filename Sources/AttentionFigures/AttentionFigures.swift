// A user of the figures also needs the values that they are made of.
@_exported import Attention
@_exported import CairoRendering
@_exported import Heatmaps
@_exported import TensorFiles
@_exported import Tensors
