/* The types that the scripts of ui/web/static/js share: elements by selector, Gradio's doors, the routes' JSON. */

/** The kinds of the elements that the server's HTML has, where they are more than an HTMLElement. */
interface Found extends HTMLElementTagNameMap {
  "#rb-ask": HTMLButtonElement;
  "#rb-draft": HTMLTextAreaElement;
  "#rb-draft-markdown": HTMLInputElement;
  "#rb-fetch-address": HTMLInputElement;
  "#rb-watch-folder": HTMLInputElement;
  ".rb-switch": HTMLInputElement;
  "#rb-file": HTMLInputElement;
  "#rb-paste-text": HTMLTextAreaElement;
  "#rb-paste-title": HTMLInputElement;
  "#rb-question textarea": HTMLTextAreaElement;
  "#rb-settings .rb-settings": HTMLFormElement;
  "#rb-stop": HTMLButtonElement;
  "#rb-topic": HTMLInputElement;
  "[type=submit]": HTMLButtonElement;
  th: HTMLTableCellElement;
}

interface FoundAll extends HTMLElementTagNameMap {
  "#rb-all, #rb-documents .rb-all-too": HTMLInputElement;
  "#rb-filter, .rb-filter-too": HTMLInputElement;
  "#rb-main .rb-download": HTMLAnchorElement;
  ":is(#rb-list, #rb-documents) .rb-check[data-id]": HTMLInputElement;
}

/** Data attributes and ancestors as the server's HTML gives them; ``?.`` is used where there may be none. */
interface InPage {
  dataset: Record<string, string>;
  parentElement: HTMLElement;
  closest(selector: string): Part;
  cloneNode(deep: boolean): Part;
}
/** An element of the page. */
type Part = InPage & HTMLElement;
type Button = InPage & HTMLButtonElement;
type Input = InPage & HTMLInputElement;

/** ``document.querySelector``, by which callers find what is there; they use ``?.`` where it may not be. */
interface Find {
  <K extends keyof Found>(selector: K, root?: ParentNode): InPage & Found[K];
  (selector: string, root?: ParentNode): Part;
}
interface FindAll {
  <K extends keyof FoundAll>(selector: K, root?: ParentNode): (InPage & FoundAll[K])[];
  (selector: string, root?: ParentNode): Part[];
}

/** The deed of a button: in ``actions`` by its data-do. */
type Action = (button: Button) => unknown;
type Listener = () => void;

interface Window {
  /** Gradio's events, by name. */
  readbackEvents?: Record<string, (data: object) => void>;
  /** Fills a pane with HTML, by the pane's name. */
  readbackPanes?: Record<string, (html: string) => void>;
  /** The cookie that marks the person, where people have accounts. */
  readbackPersonCookie?: string;
  readback: { connect: () => void };
}

interface WindowEventMap {
  "rb-pane": CustomEvent<string>;
  "rb-render": CustomEvent<string>;
}

/** An error of a route, with its code. */
type RouteError = Error & { code?: string };

/** A folder that is followed, as ``GET /api/activity`` has it. */
interface Watch {
  folder: string;
  read: string;
  failed: number;
  gone: number;
  error: string;
}

/** A file on its way in, as ``GET /api/activity`` has it. */
interface Arrival {
  path: string;
  state: string;
  done: number;
  total: number;
  error: string;
  /** Its number on the queue of workers; 0 for what is not on it. */
  number: number;
}

/** A turn of a conversation, as Python makes it. */
interface Turn {
  question: string;
  state: string;
  answer?: {
    question: string;
    found: boolean;
    follow_ups?: string[];
    citations: { document: string; start: number; end: number }[];
  };
}

/** A conversation in this browser's list; ``at`` in milliseconds since 1970. */
interface Chat {
  id: string;
  title: string;
  at: number;
  count: number;
}

/** Start and end of a citation in the document's text, and its number. */
type Span = [start: number, end: number, n: number];

/** The document that is open: cited spans with their quotations, which of them is chosen, and if as text. */
interface SourceView {
  doc: string;
  spans: Span[];
  quotes: string[];
  at: number | null;
  by: string | null | undefined;
  near: boolean;
  text?: boolean;
}

/** What the page shows: a view with the id of its thing, the source beside it, and which of the panes is in front.
    ``depth``: the sources opened, one after the other, since the view alone was shown. */
interface Place {
  view: string;
  id: string;
  source: SourceView | null;
  front: string;
  depth: number;
}

/** A file with its way from the folder that was chosen or dropped. */
interface FileAt {
  file: File;
  path: string;
  title?: string;
}

/** A row of a file on its way in: of this page (with its file, or its web address), or of others. */
interface UploadItem {
  name: string;
  row: HTMLElement;
  state: string;
  file?: File;
  address?: string;
  title?: string;
  path?: string;
  number?: number;
  done?: number;
  total?: number;
  why?: string;
  request?: XMLHttpRequest | null;
  /** The server's last event on it. */
  told?: { added?: Added; error?: { error: { message: string } } } | null;
}

/** The answer to ``POST /api/documents``. */
interface Added {
  added: string[];
  unchanged: string[];
  replaced: string[];
  failed: { path: string; error: string }[];
}

/** A document that looks removed: since when (milliseconds), and the timer that will remove it. */
interface Going {
  title: string;
  since: number;
  timer: number;
}

/** What the form of the settings says: of saving, of trying a model, and beside its fields. */
interface ModelServer {
  name: string;
  base_url: string;
  models: { name: string; window: string }[];
}

interface Trial {
  saved: string;
  tried: string;
  good: boolean;
  models: string[];
  why: Record<string, string>;
}

/** A field of the form that corrects a document, and the line under it. */
interface Field {
  box: HTMLElement;
  input: HTMLInputElement;
  why: HTMLElement;
}

/** The document that is being corrected: what is said of it, and the form. */
interface Editing {
  id: string;
  said: Record<string, string>;
  form: HTMLFormElement;
  fields: Record<string, Field>;
  save: HTMLButtonElement;
  why: HTMLElement;
}

/** A briefing of ``GET /api/briefings``. */
interface Kept {
  id: string;
  title: string;
  error: string;
}

/** A hit of ``GET /api/search``. */
interface FoundPassage {
  citation: { document: string; title: string; outlet: string | null; page: number | null; start: number; end: number; quote: string };
}

/** The fields of the form that makes a library. */
interface Named {
  name: HTMLInputElement;
}
