/* The files of folders, with the way to each. */

/** @param {string} path */
const hidden = (path) => path.split("/").some((part) => part.startsWith("."));

/**
 * What a folder that was chosen holds, without hidden files: ``{file, path}`` each.
 * @param {Iterable<File>} files
 * @returns {FileAt[]}
 */
export function folderOf(files) {
  return [...files]
    .map((file) => ({ file, path: file.webkitRelativePath || file.name }))
    .filter(({ path }) => !hidden(path));
}

/**
 * What was dropped, folders looked through.
 * @param {FileSystemEntry[]} entries
 * @returns {Promise<FileAt[]>}
 */
export async function walk(entries) {
  const found = [];
  for (const entry of entries) {
    if (entry.name.startsWith(".")) continue;
    if (entry.isFile) {
      const file = await new Promise((done, failed) => /** @type {FileSystemFileEntry} */ (entry).file(done, failed));
      found.push({ file, path: entry.fullPath.slice(1) });
    } else found.push(...await walk(await entriesOf(/** @type {FileSystemDirectoryEntry} */ (entry).createReader())));
  }
  return found;
}

/**
 * A reader gives some entries at a time.
 * @param {FileSystemDirectoryReader} reader
 */
async function entriesOf(reader) {
  /** @type {FileSystemEntry[]} */
  const all = [];
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return all;
    all.push(...some);
  }
}

/**
 * The name each file is sent under: where two in different folders are called the same, with its folders; where that
 * is not known, with a number. The library knows a file by its name, and the one would replace the other.
 * @param {FileAt[]} files
 */
export function named(files) {
  /** @type {Record<string, number>} */
  const often = {};
  for (const { file } of files) often[file.name.toLowerCase()] = (often[file.name.toLowerCase()] || 0) + 1;
  /** @type {Set<string>} */
  const taken = new Set();
  return files.map(({ file, path, title }) => {
    const folders = path.split("/").slice(path.includes("/") ? 1 : 0).join(" - ");
    const name = numbered(often[file.name.toLowerCase()] > 1 ? folders : file.name, taken);
    taken.add(name);
    return { file, title, name };
  });
}

/**
 * @param {string} name
 * @param {Set<string>} taken
 */
function numbered(name, taken) {
  const [, stem, suffix] = /** @type {RegExpExecArray} */ (/^(.*?)(\.[^.]*)?$/.exec(name));
  let unlike = name;
  for (let n = 2; taken.has(unlike); n += 1) unlike = `${stem} (${n})${suffix || ""}`;
  return unlike;
}
