/**
 * Three cues that nobody needs: a question opens, its last seconds tick, somebody arrives. They are made on the spot, no
 * file is loaded. `data-sound` on the root says how loud (`on`, `low` on the stage); without it nothing sounds.
 */

/** @typedef {{ pitch: number, from: number, length: number }} Note pitch in Hz, times in seconds */

/** @type {Record<string, Note[]>} */
const CUES = {
  open: [
    { pitch: 440, from: 0, length: 0.12 },
    { pitch: 660, from: 0.1, length: 0.2 },
  ],
  tick: [{ pitch: 880, from: 0, length: 0.05 }],
  arrival: [
    { pitch: 392, from: 0, length: 0.18 },
    { pitch: 494, from: 0.12, length: 0.18 },
    { pitch: 587, from: 0.24, length: 0.18 },
    { pitch: 784, from: 0.36, length: 0.5 },
  ],
};
const LOUDNESS = { on: 0.2, low: 0.06 };

/** @type {AudioContext | undefined} */
let speaker;

/**
 * The notes of a cue; none for a name that there is not.
 * @param {string} name
 */
export function notes(name) {
  return CUES[name] ?? [];
}

/**
 * How loud it may be, 0 to 1.
 * @param {string | undefined} chosen what `data-sound` says
 */
export function loudness(chosen) {
  return chosen === "on" || chosen === "low" ? LOUDNESS[chosen] : 0;
}

/**
 * Plays a cue, if this page may sound and the browser lets it.
 * @param {string} name open, tick or arrival
 */
export function play(name) {
  const loud = loudness(document.documentElement.dataset.sound);
  if (!loud) return;
  speaker ??= new AudioContext();
  for (const note of notes(name)) sound(speaker, note, loud);
}

/**
 * @param {AudioContext} audio
 * @param {Note} note
 * @param {number} loud
 */
function sound(audio, note, loud) {
  const start = audio.currentTime + note.from;
  const tone = new OscillatorNode(audio, { type: "triangle", frequency: note.pitch });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(loud, start + 0.01); // a sudden start would click
  volume.gain.exponentialRampToValueAtTime(0.0001, start + note.length);
  tone.connect(volume).connect(audio.destination);
  tone.start(start);
  tone.stop(start + note.length);
}

/** @param {HTMLElement} element what has just come; its `data-cue` names the cue */
export function bind(element) {
  play(element.dataset.cue ?? "");
}
