// Numbers: the arrays from Python, and what is made from them: words, ticks, colours.

/* global minus */
/* exported readFrames, fill, ticks, logTicks, powerTicks, rgb, mixed, lookup */

function unpack(packed) {
  // A copy, because the bytes need not be aligned to four in the message they came in.
  const view = packed.data;
  const bytes = view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength);
  return { shape: packed.shape, data: new Float32Array(bytes) };
}

// What the panels read: at(name, step) is the part for one step, all(name) is everything.
function readFrames(model) {
  const arrays = {};
  for (const [name, packed] of Object.entries(model.get("_frames"))) arrays[name] = { ...unpack(packed), stepwise: true };
  for (const part of ["_fixed", "_loose"]) {
    for (const [name, packed] of Object.entries(model.get(part))) arrays[name] = unpack(packed);
  }
  for (const array of Object.values(arrays)) {
    array.inner = array.stepwise ? array.shape.slice(1) : array.shape;
    array.size = array.inner.reduce((product, n) => product * n, 1);
  }
  return {
    arrays,
    steps: model.get("_steps"),
    texts: model.get("_texts"),
    all: (name) => arrays[name].data,
    at(name, step) {
      const { data, stepwise, size } = arrays[name];
      return stepwise ? data.subarray(step * size, (step + 1) * size) : data;
    },
  };
}

function format(value, form) {
  const [, plus, digits, kind] = /^(\+?)\.(\d+)([f%g])$/.exec(form) ?? [null, "", "4", "g"];
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : minus("-inf");
  const text = kind === "f" ? value.toFixed(digits)
    : kind === "%" ? `${(100 * value).toFixed(digits)}%`
      : String(Number(value.toPrecision(Math.max(1, digits))));
  return plus && value >= 0 ? `+${text}` : minus(text);
}

// Fills in "t = {time:.1f} ms, {state}" for one step.
function fill(template, frames, step) {
  return template.replace(/\{(\w+)(?:\[(\d+)\])?(?::([^}]*))?\}/g, (_, name, index, form = "") => {
    if (name === "step") return String(step);
    if (name === "steps") return String(frames.steps - 1);
    if (name in frames.texts) {
      const text = frames.texts[name];
      return Array.isArray(text) ? text[step] : text;
    }
    return format(frames.at(name, step)[index ?? 0], form);
  });
}

function ticks(low, high, room) {
  const rough = (high - low) / Math.max(room, 2);
  const power = 10 ** Math.floor(Math.log10(rough));
  const fits = (step) => step >= rough && Math.floor(high / step + 1e-9) > Math.ceil(low / step - 1e-9); // two at least
  const step = [10, 5, 2, 1].map((m) => m * power).filter(fits).at(-1) ?? power;
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const list = [];
  for (let k = Math.ceil(low / step - 1e-9); k <= high / step + 1e-9; k++) {
    const large = Math.max(Math.abs(low), Math.abs(high)) >= 1e6 || step < 1e-5;
    const text = large ? (k * step).toExponential(1) : (k * step).toFixed(digits);
    list.push([k * step, minus(Number(text) === 0 ? text.replace("-", "") : text)]);
  }
  return list;
}

function logTicks(low, high, room) {
  const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  if (last <= first) return ticks(low, high, room).filter(([v]) => v > 0);
  const every = Math.ceil((last - first + 1) / Math.max(room, 2));
  const list = [];
  for (let e = first; e <= last; e += every) list.push([10 ** e, e >= -3 && e <= 4 ? String(Number((10 ** e).toPrecision(6))) : power(e)]);
  return list;
}

const power = (e) => `10${String(e).replace(/./g, (sign) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(sign)])}`;

// Along an axis of exponents.
function powerTicks(low, high, room) {
  return ticks(low, high, room).filter(([v]) => Math.abs(v - Math.round(v)) < 1e-9).map(([v]) => [v, power(Math.round(v))]);
}

function rgb(hex) {
  return [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16));
}

// Red, green and blue of a colour, as "#..." or as a style has it.
function parts(color) {
  return color.startsWith("#") ? rgb(color) : color.match(/[\d.]+/g).slice(0, 3).map(Number);
}

// How well one colour is seen on another, 1 to 21, as the web's guidelines have it.
function contrast(one, other) {
  const linear = (v) => v <= 10 ? v / 3294 : ((v / 255 + 0.055) / 1.055) ** 2.4;
  const [low, high] = [one, other].map(([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)).sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

// 256 colours, as the little-endian words of an ImageData.
function lookup(ramp) {
  const stops = ramp.map(rgb);
  return Uint32Array.from({ length: 256 }, (_, k) => {
    const at = (k / 255) * (stops.length - 1);
    const i = Math.min(Math.floor(at), stops.length - 2);
    const [r, g, b] = stops[i].map((c, j) => Math.round(c + (at - i) * (stops[i + 1][j] - c)));
    return (255 << 24) | (b << 16) | (g << 8) | r;
  });
}

// A colour between two: from a share of the other one upwards, up to `most`, until it stands out from the paper.
function mixed(one, other, paper, share, most, least) {
  const [from, to, under] = [one, other, paper].map(parts), mix = () => to.map((v, k) => share * v + (1 - share) * from[k]);
  while (share < most && contrast(mix(), under) < least) share += 0.05;
  return `rgb(${mix().map(Math.round).join(" ")})`;
}
