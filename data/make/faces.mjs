// Make data/faces.csv.gz: drawn faces with seven expressions, in the format of FER2013.
//
//     npm install --prefix build @dicebear/core@9.4.3 @dicebear/open-peeps@9.4.3 @resvg/resvg-js@2.6.2
//     cp data/make/faces.mjs build/ && node build/faces.mjs data/faces.csv.gz
//
// The first line needs the network, the course never does. The drawings are Pablo Stanley's (Open Peeps, CC0). What is
// random comes from one generator with one seed; the checksum of the table is verified, and a table that differs is not
// written.

import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { createAvatar } from "@dicebear/core";
import * as peeps from "@dicebear/open-peeps";
import { Resvg } from "@resvg/resvg-js";

const SHA256 = "9e2687675207a629590a9012db3646df30e43d3d8ea9745eeeacc2801d33a8aa";
const SIZE = 48;
// FER2013's numbers and order: name, how many of 3,000 faces, the artist's drawings that show it. Left out: cyclops and
// monster (no people), cheeky, driven and old (they fit none of the seven).
const EMOTIONS = [
  ["Angry", 390, ["angryWithFang", "rage", "veryAngry"]],
  ["Disgust", 150, ["contempt", "suspicious"]],
  ["Fear", 420, ["concernedFear", "fear", "hectic"]],
  ["Happy", 750, ["calm", "cute", "eatingHappy", "lovingGrin1", "lovingGrin2", "smile", "smileBig", "smileLOL", "smileTeethGap"]],
  ["Sad", 480, ["concerned", "solemn", "tired"]],
  ["Surprise", 330, ["awe", "explaining"]],
  ["Neutral", 480, ["blank", "eyesClosed", "serious"]],
];
// Left out: bear, and mediumStraight, whose hair hides an eye.
const HEADS = peeps.schema.properties.head.default.filter((head) => !["bear", "mediumStraight"].includes(head));
const USAGES = [["Training", 36, 8], ["PublicTest", 5, 1], ["PrivateTest", 5, 1]]; // name, heads, parts of ten of each emotion
const SKINS = ["ffdbb4", "edb98a", "d08b5b", "ae5d29", "8d5524"];
const HAIRS = ["2c1b18", "4a312c", "724133", "a55728", "b58143", "c9c9c9"];
const GLASSES = ["glasses", "glasses2", "glasses3", "glasses4", "glasses5"];
const BEARDS = ["chin", "goatee1", "goatee2", "moustache1", "moustache2", "moustache3", "moustache4"];

// Numbers from 0 to 1: mulberry32, in whole numbers of 32 bits, the same on every machine.
let state = 18;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const between = (low, high) => low + (high - low) * random();
const bell = () => random() + random() + random() + random() - 2; // nearly normal, standard deviation 0.58
const pick = (list) => list[Math.floor(random() * list.length)];
function shuffled(list) {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}

// The artist's drawing, turned, moved and scaled a little, as SIZE x SIZE pixels of 4 bytes.
function draw(head, drawing) {
  const avatar = createAvatar(peeps, {
    seed: "0", head: [head], face: [drawing], skinColor: [pick(SKINS)], headContrastColor: [pick(HAIRS)],
    clothingColor: [pick(["8fa7df", "9ddadb", "e78276", "ffcf77"])], maskProbability: 0,
    accessories: [pick(GLASSES)], accessoriesProbability: random() < 0.12 ? 100 : 0,
    facialHair: [pick(BEARDS)], facialHairProbability: random() < 0.1 ? 100 : 0,
  }).toString().replace(/^<svg[^>]*>/, "").replace(/<metadata[^]*?<\/metadata>/, "").replace("</svg>", "");
  const width = 320 * between(0.92, 1.08);
  const x = 410 - width / 2 + between(-17, 17), y = 350 - width / 2 + between(-17, 17);
  const wall = Math.floor(between(60, 230)).toString(16).repeat(3);
  const turned = `<g fill="none" transform="rotate(${between(-9, 9).toFixed(3)} 410 350)">${avatar}</g>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}" viewBox="${x} ${y} ${width} ${width}"><rect x="-500" y="-500" width="2000" height="2000" fill="#${wall}"/>${turned}</svg>`;
  return new Resvg(svg).render().pixels;
}

// Grey levels under some light, with noise; in steps of 8, so that the file stays small.
function grey(pixels) {
  const gain = between(0.7, 1.05), offset = between(0, 30), slantX = between(-30, 30), slantY = between(-30, 30);
  return Array.from({ length: SIZE * SIZE }, (_, i) => {
    const luminance = 0.299 * pixels[4 * i] + 0.587 * pixels[4 * i + 1] + 0.114 * pixels[4 * i + 2];
    const light = slantX * ((i % SIZE) / SIZE - 0.5) + slantY * (Math.floor(i / SIZE) / SIZE - 0.5);
    const level = gain * luminance + offset + light + 10 * bell();
    return 8 * Math.round(Math.max(0, Math.min(248, level)) / 8);
  });
}

const heads = shuffled(HEADS), rows = [];
for (const [usage, count, parts] of USAGES) {
  const own = heads.splice(0, count), faces = [];
  EMOTIONS.forEach(([, many, drawings], emotion) => {
    for (let i = 0; i < (many * parts) / 10; i++) faces.push([emotion, pick(own), drawings[i % drawings.length]]);
  });
  for (const [emotion, head, drawing] of shuffled(faces)) {
    rows.push(`${emotion},${grey(draw(head, drawing)).join(" ")},${usage},${head},${drawing}\n`);
  }
}
const table = `emotion,pixels,Usage,head,drawing\n${rows.join("")}`;
const found = createHash("sha256").update(table).digest("hex");
if (found !== SHA256) throw new Error(`This is not the table of the course: sha256 ${found}, expected ${SHA256}.`);
writeFileSync(process.argv[2], gzipSync(table, { level: 9 }));
console.log(`wrote ${rows.length} faces, sha256 of the table ${found}`);
