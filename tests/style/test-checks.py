#!/usr/bin/python3
"""test-checks.py: each check of the tree finds the fault it is there for

A check that never fails proves nothing: here each gets a made-up tree with one fault in it.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

BUILD_AUX = pathlib.Path(__file__).resolve().parents[2] / 'build-aux'

HEAD = '/* {name}: made up\n *\n * SPDX-License-Identifier: GPL-3.0-or-later\n */\n'

# Name of the file, what follows its head (or the whole text, where it begins with "="), the complaint.
SOURCE = [
    ('src/core/till-good.c', '#include <glib.h>\n', None),
    ('src/core/till-a.c', '=int a;\n', 'does not say what the file is'),
    ('src/core/till-a.c', '=/* till-a.c: made up */\n', 'no licence tag'),
    ('src/core/till-a.c', 'int a;\n' * 500, 'lines; split it'),
    ('src/core/till-a.c', '#include "model/till-row.h"\n', 'core may not include model'),
    ('src/ui/till-a.c', '#include "store/till-store.h"\n', 'ui may not include store'),
    ('src/store/till-a.c', '#include "till-store.h"\n', 'say the layer too'),
    ('src/store/till-a.c', '#include <sqlite3.h>\n', 'not for store'),
    ('src/flow/till-a.c', '#include <gtk/gtk.h>\n', 'not for flow'),
    ('src/db/till-a.c', '#include <unistd.h>\n', 'one system only'),
    ('src/db/till-a-unix.c', '#include <unistd.h>\n', 'till-a-windows.c is missing'),
    ('src/utils/till-a.c', '', 'no layer'),
    ('src/rules/till-a.c', 'double share;\n', 'floating point near money'),
    ('src/rules/till-a.c', '/* not money: a part of the screen */\ndouble share;\n', None),
    ('src/rules/till-a.c', '/* A double booking. */\nconst char *a = "float";\n', None),
    ('src/flow/till-a.c', 'gint64 a = g_get_real_time ();\n', 'TillClock'),
    ('src/flow/till-a.c', 'gint64 a = g_get_monotonic_time ();\n', None),
    ('src/store/till-a.c', "const char *a = \"SELECT datetime('now')\";\n", 'TillClock'),
    ('src/flow/till-a.c', 'const char *a = "SELECT id FROM cards";\n', 'no SQL in flow'),
    ('src/core/till-a.c', '#ifdef G_OS_WIN32\n#endif\n', 'differs between systems'),
    ('src/core/till-a.c', '/* FIX' 'ME */\n', 'finish it'),
    ('src/core/till-a.c', 'const char *a = "/ro' 'ot/x";\n', 'path of one machine'),
    ('tests/contract/package-lock.json', '={ "reso' 'lved": "https://x" }\n', 'package registry'),
    ('src/core/till-orphan.c', '', 'no meson.build names it'),
]

POTFILES = [
    ({'src/a.c': 'puts (_("Hello"));', 'po/POTFILES': 'src/a.c\n'}, None),
    ({'src/a.c': 'puts (_("Hello"));', 'po/POTFILES': ''}, 'does not name it'),
    ({'src/a.c': 'puts ("x");', 'po/POTFILES': 'src/a.c\n'}, 'no words'),
    ({'src/.keep': '', 'po/POTFILES': 'src/gone.c\n'}, 'no such file'),
    ({'src/a.ui': '<property name="label" translatable="yes">x</property>', 'po/POTFILES': ''}, 'does not name it'),
    ({'src/a.c': '_ ("x")', 'src/b.c': '_ ("x")', 'po/POTFILES': 'src/b.c\nsrc/a.c\n'}, 'keep it sorted'),
]

COUNTS = [
    ([('OK', '1..2\nok 1 /a\nok 2 /b # SKIP no bus\n')], '1 passed, 0 failed, 1 skipped', 0),
    ([('FAIL', '1..2\nok 1 /a\nnot ok 2 /b\n')], '1 passed, 1 failed, 0 skipped', 1),
    ([('ERROR', '1..2\nok 1 /a\n')], '1 passed, 1 failed, 0 skipped', 1),
    ([('OK', 'ok then\n'), ('FAIL', ''), ('SKIP', '')], '1 passed, 1 failed, 1 skipped', 1),
    ([('TIMEOUT', '1..1\nok 1 /a\n')], '1 passed, 1 failed, 0 skipped', 1),
    ([], '0 passed, 1 failed, 0 skipped', 1),
]

n_points = 0
n_failed = 0


def point(good, name, said):
    global n_points, n_failed
    n_points += 1
    n_failed += not good
    print(f'{"ok" if good else "not ok"} {n_points} {name}')
    if not good:
        print('# ' + said.replace('\n', '\n# '))


def run(check, argument):
    result = subprocess.run([BUILD_AUX / check, argument], capture_output=True, text=True, check=False)
    return result.returncode, result.stdout + result.stderr


def write(top, name, text):
    path = pathlib.Path(top) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding='utf-8')


def complaint_or_none(check, top, complaint, name):
    status, said = run(check, top)
    good = status == 0 if complaint is None else status == 1 and complaint in said
    point(good, f'/{check}/{complaint or "nothing"}/{name}', said)


def main():
    for name, text, complaint in SOURCE:
        with tempfile.TemporaryDirectory() as top:
            base = pathlib.PurePath(name).name
            write(top, 'src/meson.build', "" if 'orphan' in name else f"'{base}'\n")
            write(top, name, text[1:] if text.startswith('=') else HEAD.format(name=base) + text)
            complaint_or_none('check-source.py', top, complaint, base)

    # The own header comes first, once there is one.
    with tempfile.TemporaryDirectory() as top:
        write(top, 'src/meson.build', "'till-a.c'\n")
        write(top, 'src/core/till-a.h', HEAD.format(name='till-a.h'))
        write(top, 'src/core/till-a.c', HEAD.format(name='till-a.c') + '#include <glib.h>\n')
        complaint_or_none('check-source.py', top, 'own header must be the first', 'till-a.c')

    for files, complaint in POTFILES:
        with tempfile.TemporaryDirectory() as top:
            write(top, 'data/.keep', '')
            for name, text in files.items():
                write(top, name, text)
            complaint_or_none('check-potfiles.py', top, complaint, next(iter(files)))

    for tests, line, wanted in COUNTS:
        with tempfile.TemporaryDirectory() as top:
            log = pathlib.Path(top) / 'testlog.json'
            log.write_text(''.join(json.dumps({'name': 'a', 'result': result, 'stdout': output}) + '\n'
                                   for result, output in tests), encoding='utf-8')
            status, said = run('count-tests.py', log)
            point(status == wanted and said.splitlines()[-1] == line, f'/count-tests.py/{line}', said)

    print(f'1..{n_points}')
    return n_failed > 0


sys.exit(main())
