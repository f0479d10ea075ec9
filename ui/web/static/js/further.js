/* Questions to ask next, fetched once the latest answer stands. A model gives its own with its answer. */

import { api, onRender } from "./dom.js";
import { turnsOf } from "./chats.js";
import { put } from "./parts.js";
import { chosen } from "./sources.js";

const MOST_PLACES = 200;
/** The conversation that the questions shown are for, as text. */
let about = "";
let request = new AbortController();

/** @param {Turn[]} turns */
function placesOf(turns) {
  const cited = [...turns].reverse().flatMap((turn) => turn.answer?.citations ?? []);
  return cited.slice(0, MOST_PLACES).map((one) => [one.document, one.start, one.end]);
}

async function showFurther() {
  const turns = turnsOf();
  const last = turns.at(-1);
  const answer = last?.state === "done" ? last.answer : undefined;
  const asked = turns.map((turn) => turn.question);
  const now = answer?.found && !answer.follow_ups?.length ? JSON.stringify([asked, answer.citations]) : "";
  if (now === about) return;
  about = now;
  request.abort(); // the server need not look for what nobody will see
  put("next", "");
  if (!now) return;
  request = new AbortController();
  const { signal } = request;
  const body = { asked, shown: placesOf(turns), scope: chosen() };
  const { next } = await api("POST", "/api/parts/next", body, signal).catch(() => ({ next: "" })); // it can be done without
  if (!signal.aborted && next) put("next", next);
}

onRender("kept", showFurther);
