/// Anchor colours of the ColorBrewer schemes, lowest value first.
///
/// This product includes color specifications and designs developed by Cynthia Brewer (http://colorbrewer.org/).
///
/// Copyright (c) 2002 Cynthia Brewer, Mark Harrower, and The Pennsylvania State University.
/// Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance with
/// the License. You may obtain a copy of the License at http://www.apache.org/licenses/LICENSE-2.0
/// Unless required by applicable law or agreed to in writing, software distributed under the License is distributed on
/// an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied. See the License for the
/// specific language governing permissions and limitations under the License.
enum BrewerAnchors {
    static let reds: [UInt32] = [
        0xfff5f0, 0xfee0d2, 0xfcbba1, 0xfc9272, 0xfb6a4a, 0xef3b2c,
        0xcb181d, 0xa50f15, 0x67000d,
    ]
    static let blues: [UInt32] = [
        0xf7fbff, 0xdeebf7, 0xc6dbef, 0x9ecae1, 0x6baed6, 0x4292c6,
        0x2171b5, 0x08519c, 0x08306b,
    ]
    static let greens: [UInt32] = [
        0xf7fcf5, 0xe5f5e0, 0xc7e9c0, 0xa1d99b, 0x74c476, 0x41ab5d,
        0x238b45, 0x006d2c, 0x00441b,
    ]
    static let greys: [UInt32] = [
        0xffffff, 0xf0f0f0, 0xd9d9d9, 0xbdbdbd, 0x969696, 0x737373,
        0x525252, 0x252525, 0x000000,
    ]
    static let redBlue: [UInt32] = [
        0x67001f, 0xb2182b, 0xd6604d, 0xf4a582, 0xfddbc7, 0xf7f7f7,
        0xd1e5f0, 0x92c5de, 0x4393c3, 0x2166ac, 0x053061,
    ]
    static let purples: [UInt32] = [
        0xfcfbfd, 0xefedf5, 0xdadaeb, 0xbcbddc, 0x9e9ac8, 0x807dba,
        0x6a51a3, 0x54278f, 0x3f007d,
    ]
    static let oranges: [UInt32] = [
        0xfff5eb, 0xfee6ce, 0xfdd0a2, 0xfdae6b, 0xfd8d3c, 0xf16913,
        0xd94801, 0xa63603, 0x7f2704,
    ]
    static let yellowGreenBlue: [UInt32] = [
        0xffffd9, 0xedf8b1, 0xc7e9b4, 0x7fcdbb, 0x41b6c4, 0x1d91c0,
        0x225ea8, 0x253494, 0x081d58,
    ]
    static let yellowOrangeRed: [UInt32] = [
        0xffffcc, 0xffeda0, 0xfed976, 0xfeb24c, 0xfd8d3c, 0xfc4e2a,
        0xe31a1c, 0xbd0026, 0x800026,
    ]
    static let purpleOrange: [UInt32] = [
        0x7f3b08, 0xb35806, 0xe08214, 0xfdb863, 0xfee0b6, 0xf7f7f7,
        0xd8daeb, 0xb2abd2, 0x8073ac, 0x542788, 0x2d004b,
    ]
    static let brownBlueGreen: [UInt32] = [
        0x543005, 0x8c510a, 0xbf812d, 0xdfc27d, 0xf6e8c3, 0xf5f5f5,
        0xc7eae5, 0x80cdc1, 0x35978f, 0x01665e, 0x003c30,
    ]
}
