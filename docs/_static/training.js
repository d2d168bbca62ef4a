// The training lab without Python: gradient descent in the page, and the answers that Python gives elsewhere.

const softplus = (x) => Math.log1p(Math.exp(-Math.abs(x))) + Math.max(x, 0);
const activation = (x, w, b) => x.reduce((sum, value, d) => sum + value * w[d], b);

/** The slopes of the cost along the weights and the bias: the mean of (y - t) x over the samples in `rows`. */
function gradient(X, t, rows, w, b) {
  const dw = w.map(() => 0);
  let db = 0;
  for (const i of rows) {
    const r = (1 / (1 + Math.exp(-activation(X[i], w, b))) - t[i]) / rows.length;
    X[i].forEach((x, d) => { dw[d] += r * x; });
    db += r;
  }
  return [dw, db];
}

/** The mean cross-entropy, and the price of large weights. */
function cost(X, t, w, b, l2) {
  const sum = X.reduce((total, x, i) => total + softplus((1 - 2 * t[i]) * activation(x, w, b)), 0);
  return sum / X.length + (l2 / 2) * w.reduce((total, weight) => total + weight ** 2, 0);
}

/**
 * Gradient descent from zero weights.
 *
 * @param {number[][]} X The features, a row per sample.
 * @param {number[]} t The classes, 0 or 1.
 * @param {{rate: number, l2: number, momentum: number, steps: number}} options
 * @param {Iterator<number[]>} batches The numbers of the samples that a step sees.
 * @returns {{w: number[][], b: number[], cost: number[], diverged: boolean}} Weights, bias and cost before the first
 *   step and after each; no more of them once the cost has passed ten times its first value (or 10).
 */
export function train(X, t, { rate, l2, momentum, steps }, batches) {
  const run = { w: [], b: [], cost: [], diverged: false };
  let w = X[0].map(() => 0), b = 0, v = w, c = 0;
  for (let step = 0; step <= steps; step++) {
    const now = cost(X, t, w, b, l2);
    run.diverged = !(now <= 10 * Math.max(run.cost[0] ?? now, 1));
    if (Number.isFinite(now)) { run.w.push(w); run.b.push(b); run.cost.push(now); }
    if (run.diverged) break;
    const [dw, db] = gradient(X, t, batches.next().value, w, b);
    v = v.map((last, d) => momentum * last - rate * (dw[d] + l2 * w[d]));
    c = momentum * c - rate * db;
    w = w.map((weight, d) => weight + v[d]);
    b += c;
  }
  return run;
}

/** The numbers of the samples of one step after another: all, or `size` at a time in an order drawn anew each round. */
export function* batchesOf(count, size, random) {
  const order = Array.from({ length: count }, (_, i) => i);
  if (size >= count) while (true) yield order;
  while (true) {
    for (let i = count - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
    for (let first = 0; first < count; first += size) yield order.slice(first, first + size);
  }
}

/** Random numbers from 0 to below 1, the same ones for the same seed (Marsaglia's xorshift, 2003). */
function randomFrom(seed) {
  let x = seed;
  return () => {
    x ^= x << 13; x ^= x >>> 17; x ^= x << 5;
    return (x >>> 0) / 2 ** 32;
  };
}

function standardiserOf(rows) {
  const mean = rows[0].map((_, d) => rows.reduce((sum, row) => sum + row[d], 0) / rows.length);
  const scale = mean.map((m, d) => Math.sqrt(rows.reduce((sum, row) => sum + (row[d] - m) ** 2, 0) / rows.length) || 1);
  return (row) => row.map((value, d) => (value - mean[d]) / scale[d]);
}

const EXTRA = {
  "": () => [],
  squares: (x, y) => [x ** 2, y ** 2],
  product: (x, y) => [x * y],
  radius: (x, y) => [Math.hypot(x, y)],
};

/** From a place in the plane to its features, standardised by the samples X; `kind` is one of the lab's options. */
export function featureMap(kind, X) {
  const extra = EXTRA[kind.split(", ")[2] ?? ""];
  const first = standardiserOf(X);
  const raw = (place) => { const [x, y] = first(place); return [x, y, ...extra(x, y)]; };
  const last = standardiserOf(X.map(raw));
  return (place) => last(raw(place));
}

/** The places at which the probability is drawn: `side` along each side, row by row. */
function field([[left, right], [bottom, top]], side) {
  const along = (low, high) => Array.from({ length: side }, (_, k) => low + ((high - low) * k) / (side - 1));
  return along(bottom, top).flatMap((y) => along(left, right).map((x) => [x, y]));
}

const packed = (rows, ...shape) => ({ shape, data: Float32Array.from(rows.flat()) });

function reach(values) {
  const low = Math.min(...values), high = Math.max(...values);
  const edge = 0.06 * (high - low) || 0.5;
  return [low - edge, high + edge];
}

const SETTLED = 1e-4; // no slope is steeper

/** Whether no slope is left at the end of a run. */
function settled(X, t, { w, b }, l2) {
  const [dw, db] = gradient(X, t, [...t.keys()], w.at(-1), b.at(-1));
  return Math.max(...dw.map((slope, d) => Math.abs(slope + l2 * w.at(-1)[d])), Math.abs(db)) < SETTLED;
}

const percent = (share) => `${Number((100 * share).toPrecision(2))}%`;
function trend(costs, step) {
  if (step === 0) return "Here it starts. All weights are 0, so every output is 0.5.";
  const change = costs[step] / costs[step - 1] - 1;
  if (Math.abs(change) < 5e-5) return "It hardly moves.";
  return change > 0 ? `This step went up, by ${percent(change)}.` : `Still falling, ${percent(-change)} a step.`;
}

function warning({ diverged, cost: costs }, size, count, momentum) {
  if (diverged) return "The cost runs away: the steps are too long. Take a smaller learning rate.";
  if (size < count) return `Noise: a step sees only ${size} of ${count} samples, so the cost also rises now and then.`;
  if (costs.every((now, step) => step === 0 || now <= costs[step - 1] * (1 + 1e-9))) return "";
  return momentum ? "Momentum carries it past the bottom." : "Bouncing: the steps are too long. Take a smaller learning rate.";
}

const ADDS = ["class 0", "class 1"];

/** Answers what the lab asks: a new value, a sample that is added or moved, or Reset. `sets` holds the data sets. */
export function trainingLab(sets) {
  let loaded = null, X = [], t = [], places = [];
  const load = (name) => {
    loaded = name;
    ({ X, t } = structuredClone(sets[name]));
    places = field(sets[name].limits, sets.side);
  };
  const touch = ({ kind, index, x, y }, adds) => {
    if (kind === "click") {
      if (t.length < sets.most) { X.push([x, y]); t.push(ADDS.indexOf(adds)); }
    } else if (index >= 0 && index < X.length) X[index] = [x, y];
  };
  const scene = (before, cycle, { axes, classes, limits: [xlim, ylim], equal }, names, run, steps) => {
    const [data, costs, weights] = structuredClone(before);
    Object.assign(data, { xlabel: axes[0], ylabel: axes[1], xlim, ylim, equal });
    data.layers.find(({ kind }) => kind === "Points").labels = classes;
    const top = 1.1 * Math.min(Math.max(...run.cost), 4 * Math.max(run.cost[0], 0.7));
    Object.assign(costs, { xlim: [0, Math.max(steps, 1)], ylim: [0, top] });
    Object.assign(weights, { xlim: [0, Math.max(steps, 1)], ylim: reach([...run.w.flat(), ...run.b]) });
    Object.assign(weights.lines[0], { label: names, color: cycle.slice(0, names.length) });
    return [data, costs, weights];
  };

  return (message, model) => {
    const values = { ...model.get("_values"), ...message.values };
    if (values.data !== loaded || message.reset) load(values.data);
    if (message.gesture?.panel === 0) touch(message.gesture, values.adds);
    const map = featureMap(values.features, sets[loaded].X);
    const Phi = X.map(map), N = X.length, D = Phi[0].length;
    const size = values.batch === "all" ? N : Math.min(Number(values.batch), N);
    const run = train(Phi, t, { ...values, steps: values.steps ?? 300 }, batchesOf(N, size, randomFrom(11)));
    const last = run.cost.length - 1;
    const mistakes = run.w.map((w, step) => Phi.filter((phi, i) => activation(phi, w, run.b[step]) > 0 !== (t[i] === 1)).length);
    const remark = warning(run, size, N, values.momentum);
    const state = run.cost.map((_, step) => [trend(run.cost, step), remark].filter(Boolean).join("\n"));
    if (!remark && settled(Phi, t, run, values.l2)) state[last] = "The weights have settled: with these features, no other weights cost less.";
    return {
      _values: values,
      _steps: last + 1,
      _frames: {
        w: packed(run.w, last + 1, D), b: packed(run.b, last + 1), cost: packed(run.cost, last + 1),
        mistakes: packed(mistakes, last + 1),
      },
      _fixed: {
        X: packed(X, N, 2), t: packed(t, N), phi: packed(places.map(map), sets.side, sets.side, D),
        first: packed([run.cost[0]]), count: packed([N]),
      },
      _texts: { state },
      _scene: scene(model.get("_scene"), model.get("_colors").cycle, sets[loaded], ["x₁", "x₂", ...sets.names[values.features]], run, last),
    };
  };
}
