"""Writers that are killed, at every step or at moments by chance, and looked at after each."""

KILLED = """
# Arguments: a folder, "steps" or "moments", and how many moments.
# Forks of one warm process, each killed at the next step of an add that replaces and one that removes.
import os, signal, threading
sys.path.insert(0, str(Path(repository) / "tests"))
import chromadb, onnxruntime, llama_index.vector_stores.chroma, tokenizers, sentencex, py3langid, trafilatura
from support.helpers import BAKERY, COMET, HARBOUR, library
from support.stores import assert_files_agree, assert_stores_agree
folder, mode = Path(arguments[0]), arguments[1]
STEPS = {
    "catalog.py": {"add", "add_vectors", "remove"},
    "property_table.py": {"set"},
    "vectors.py": {"add", "remove", "count_of"},
    "word_index.py": {"count"},
    "kept_files.py": {"keep", "remove"},
}

def fork(act):
    pid = os.fork()
    if pid == 0:
        try:
            act()
            os._exit(0)
        except BaseException:
            import traceback
            traceback.print_exc()
            os._exit(1)
    return os.waitpid(pid, 0)[1]

def kill_at(step, when):
    seen = 0
    def profile(frame, event, _):
        nonlocal seen
        code = frame.f_code
        if event == when and code.co_name in STEPS.get(Path(code.co_filename).name, ()):
            seen += 1
            if seen > step:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.setprofile(profile)

def child(killer, remove, texts):
    def act():
        lib = library(folder / "lib", owner=True)
        lib.search("harbour")  # owns, and so recovers
        lib.close()
        assert_stores_agree(folder / "lib")
        assert_files_agree(folder / "lib")
        documents = lib.documents()
        assert len(documents) in (2, 3), documents
        assert len({d.path for d in documents}) == len(documents)
        for document in documents:
            assert len(lib.text(document.id).text) == document.characters
        for name, text in texts.items():
            (folder / name).write_text(text)
        lib = library(folder / "lib", owner=True)
        lib.search("harbour")
        killer()
        if remove:
            lib.remove([d.id for d in lib.documents() if d.path.endswith("c.txt")])
        else:
            lib.add([folder / name for name in texts])
        sys.setprofile(None)
        lib.close()
    return act

def begin():
    (folder / "a.txt").write_text(HARBOUR * 3)
    (folder / "b.txt").write_text(BAKERY)
    (folder / "c.txt").write_text(COMET)
    lib = library(folder / "lib")
    lib.add([folder / name for name in ("a.txt", "b.txt", "c.txt")])
    lib.close()

assert fork(begin) == 0
ends = []
if mode == "steps":
    for step in range(20):  # until one is not killed
        texts = {"a.txt": f"Version {step}. " + HARBOUR * (1 + step % 3)}
        status = fork(child(lambda: kill_at(step, "call" if step % 2 else "return"), False, texts))
        ends.append(status)
        if status != signal.SIGKILL:
            break
    for step in range(3):
        ends.append(fork(child(lambda: kill_at(step, "return"), True, {"c.txt": COMET})))
        ends.append(fork(child(lambda: None, False, {"c.txt": COMET})))
else:
    import random
    chance = random.Random(7)
    for turn in range(int(arguments[2])):
        delay = chance.uniform(0.0, 0.25)
        def killer():
            threading.Timer(delay, os.kill, (os.getpid(), signal.SIGKILL)).start()
        texts = {"a.txt": f"Version {turn}. " + HARBOUR * 4, "b.txt": f"{turn} " + BAKERY * 4}
        ends.append(fork(child(killer, False, texts)))
ends.append(fork(child(lambda: None, False, {"c.txt": COMET})))
print(json.dumps(ends))
"""
