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
}
