/* How answers are written: what is typed, tried and saved. A key is sent once and forgotten here. */

import { $, $$, actions, api, make, onRender } from "./dom.js";
import { show } from "./parts.js";
import { onView } from "./views.js";

const OPENAI = "OpenAI's service (api.openai.com)";
let touched = false; // whether anything is typed that is not saved
/** @type {Trial} */
let told = { saved: "", tried: "", good: false, models: [], why: {} };

const form = () => $("#rb-settings .rb-settings");
/**
 * @param {string} name
 * @returns {HTMLInputElement}
 */
const field = (name) => /** @type {any} */ (form().elements)[name];
/** @param {string} name */
const typed = (name) => field(name).value.trim();
const wantsModel = () => field("engine").value === "model";

/**
 * The host of an address, and whether it is this computer; null where it is no address.
 * @param {string} address
 */
function placeOf(address) {
  if (!address) return { name: OPENAI, local: false };
  let url;
  try { url = new URL(address); } catch { return null; }
  if (!/^https?:$/.test(url.protocol) || !url.hostname) return null;
  const name = url.hostname;
  const local = name === "localhost" || name.endsWith(".localhost") || /^127\./.test(name) || ["[::1]", "0.0.0.0"].includes(name);
  return { name: url.host === "api.openai.com" ? OPENAI : url.host, local };
}

/** What would be sent, and where to, if what is typed were saved. */
function leaves() {
  const texts = form().dataset.texts;
  if (!wantsModel()) return texts || "Nothing. Questions, passages and documents stay here.";
  const place = placeOf(typed("base_url"));
  if (!place) return "Type the address of the model first.";
  const what = "our conversation and the passages found for a question";
  const said = place.local
    ? `Nothing${texts ? " more" : ""}: y${what} go to ${place.name}, which is on this computer.`
    : `Y${what} are sent to ${place.name}.`;
  return texts ? `${texts} ${said}` : said;
}

/** @param {string[]} models */
function offer(models) {
  $("#rb-models").replaceChildren(...models.map((name) => Object.assign(make("option"), { value: name })));
  const box = $(".rb-offered", form());
  box.hidden = told.good || !models.length;
  box.replaceChildren(make("span", "", "It has"), ...models.slice(0, 8).map((name) => {
    const button = make("button", "rb-button", name);
    button.type = "button";
    button.dataset.do = "offered";
    return button;
  }));
}

/** All that depends on what is typed and told: the page's HTML comes anew when something is saved. */
function draw() {
  if (!form()) return;
  $(".rb-endpoint", form()).hidden = !wantsModel();
  $(".rb-leaves", form()).textContent = leaves();
  $(".rb-saved", form()).textContent = told.saved;
  const tried = $(".rb-tried", form());
  tried.textContent = told.tried;
  tried.dataset.good = told.good ? "yes" : "no";
  offer(told.models);
  for (const why of $$("[data-why]", form())) {
    why.textContent = told.why[why.dataset.why] || "";
    const input = field(why.dataset.why);
    if (input) input.setAttribute("aria-invalid", String(Boolean(why.textContent)));
  }
  const key = field("api_key");
  const known = key.dataset.known === "yes" && key.dataset.address === typed("base_url");
  key.placeholder = known ? "One is known for this address" : "Only where the server asks for one";
}

/** What is saved, over what stood in the fields. */
function reset() {
  for (const input of $$("input", form())) {
    if (input.type === "radio" || input.type === "checkbox") input.checked = input.hasAttribute("checked");
    else input.value = input.getAttribute("value") || "";
  }
}

function shown() {
  if (!form()) return;
  if (!touched) reset();
  draw();
}

/**
 * What is wrong with what is typed, by field; the server looks again.
 * @param {boolean} needsModel
 * @returns {Record<string, string>}
 */
function wrong(needsModel) {
  if (!wantsModel()) return {};
  /** @type {Record<string, string>} */
  const why = {};
  if (needsModel && !typed("model")) why.model = "Type the model's name, as the server has it.";
  if (!placeOf(typed("base_url"))) why.base_url = "This is no address. It looks like http://127.0.0.1:8080/v1.";
  if (!/^[\x21-\x7e]*$/.test(typed("api_key"))) why.api_key = "This holds a character that no key has. Copy it once more.";
  const window = field("context_window");
  if (!window.disabled && !(window.validity.valid && (!window.value || Number(window.value) > 0))) {
    why.context_window = "Type a whole number above 0, or nothing.";
  }
  return why;
}

/**
 * Show errors beside their fields, and go to the first; gives whether there is any.
 * @param {Record<string, string>} why
 */
function refuse(why) {
  told = { ...told, why };
  draw();
  const first = $$("[data-why]", form()).find((node) => node.textContent);
  field(/** @type {string} */ (first?.dataset.why))?.focus();
  return Boolean(first);
}

/** @type {Record<string, string>} */
const FIELDS = { bad_address: "base_url", bad_key: "api_key" };
/** @param {RouteError} error */
const failed = (error) => refuse({ [FIELDS[/** @type {string} */ (error.code)] || "form"]: `${error.message[0].toUpperCase()}${error.message.slice(1)}.` });

/**
 * A key goes along only where one is typed: else the one known for the address, if any, is taken.
 * @param {object} body
 */
const withKey = (body) => (typed("api_key") ? { ...body, api_key: field("api_key").value } : body);

/** @param {Event} event */
async function save(event) {
  event.preventDefault();
  told = { ...told, saved: "", why: {} };
  if (refuse(wrong(true))) return;
  /** @type {{ model: string, base_url: string, context_window?: number, judge?: boolean }} */
  const body = { model: wantsModel() ? typed("model") : "", base_url: typed("base_url") };
  const window = field("context_window");
  if (wantsModel() && !window.disabled) body.context_window = Number(window.value);
  if (wantsModel() && !field("judge").disabled) body.judge = field("judge").checked;
  const button = $("[type=submit]", form());
  button.disabled = true;
  try {
    const reply = await api("PUT", "/api/settings", wantsModel() ? withKey(body) : body);
    const key = field("api_key");
    key.value = "";
    key.dataset.known = reply.has_key ? "yes" : "no";
    key.dataset.address = reply.base_url;
    touched = false;
    told = { ...told, saved: "Saved. It holds from the next question on.", tried: wantsModel() ? told.tried : "" };
    draw();
    await show("frame");
  } catch (error) {
    failed(/** @type {RouteError} */ (error));
  }
  button.disabled = false;
}

/** @param {Button} button */
async function tryOut(button) {
  told = { saved: "", tried: "", good: false, models: [], why: {} };
  if (refuse(wrong(false))) return;
  button.disabled = true;
  told.tried = "Asking for one word…";
  draw();
  try {
    const body = { model: typed("model"), base_url: typed("base_url") };
    const reply = await api("POST", "/api/settings/test", withKey(body));
    told = { ...told, tried: reply.detail, good: reply.ok, models: reply.models };
    if (reply.window) $("#rb-hint-context_window").textContent = `Found: ${reply.window}.`;
    draw();
  } catch (error) {
    told.tried = "";
    failed(/** @type {RouteError} */ (error));
  }
  button.disabled = false;
  button.focus();
}

/**
 * @param {string} name
 * @param {string} value
 */
function put(name, value) {
  field(name).value = value;
  touched = true;
  told = { saved: "", tried: "", good: false, models: name === "model" ? told.models : [], why: {} };
  draw();
}

/**
 * The models of the servers on this computer, each a button that fills in address and name.
 * @param {Button} button
 */
async function find(button) {
  button.disabled = true;
  const said = $(".rb-found", form());
  said.textContent = "Looking…";
  try {
    const { servers } = await api("POST", "/api/settings/models");
    said.textContent = servers.length ? "" : "No server of models answers on this computer.";
    const box = $(".rb-found-models", form());
    box.hidden = !servers.length;
    box.replaceChildren(...servers.flatMap((/** @type {ModelServer} */ server) => server.models.map((model) => {
      const choice = make("button", "rb-button", `${model.name} (${server.name})`);
      choice.type = "button";
      choice.title = `Window: ${model.window}`;
      Object.assign(choice.dataset, { do: "found", name: model.name, url: server.base_url });
      return choice;
    })));
  } catch (error) {
    said.textContent = "";
    failed(/** @type {RouteError} */ (error));
  }
  button.disabled = false;
  button.focus();
}

actions.try = tryOut;
actions.find = find;
actions.found = (button) => {
  put("base_url", button.dataset.url);
  put("model", button.dataset.name);
  $("[data-do=try]", form()).focus();
};
actions.preset = (button) => {
  put("base_url", button.dataset.url);
  field("model").focus();
};
actions.offered = (button) => {
  put("model", button.textContent);
  $("[data-do=try]", form()).focus();
};

document.addEventListener("submit", (event) => { if (event.target === form()) save(event); });
document.addEventListener("input", (event) => {
  if (/** @type {HTMLInputElement} */ (event.target).form !== form() || !form()) return;
  const { name } = /** @type {HTMLInputElement} */ (event.target);
  touched = true;
  told = { ...told, saved: "", tried: "", good: false, why: { ...told.why, [name]: "", form: "" } };
  draw();
});

onRender("settings", shown);
onView("settings", () => {
  told = { saved: "", tried: "", good: false, models: [], why: {} };
  if (touched) draw();
  else show("frame").catch(failed); // another tab may have changed it
});
