#!/usr/bin/python3
"""story-one-window.py: one process a practice file: a second start raises the window, commands are handed over"""

import fcntl
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.environ['TILL_SOURCE_DIR'], 'tests/support'))

import uitest  # noqa: E402


def run(app, *arguments):
    """The program once more; what it may wait at most only names a hang."""
    return subprocess.run([app.command[0], *arguments], env=app.env, capture_output=True, text=True, timeout=120,
                          check=False)


def one_window(story):
    folder = tempfile.mkdtemp()
    path = os.path.join(folder, 'demo.till')
    app = story.start('--demo', '--practice', path)
    app.table('Transactions').wait_rows(lambda found: len(found) > 5, 'the demo’s transactions')

    again = run(app, '--practice', path)
    assert again.returncode == 0, again
    assert app.process.poll() is None
    story.step('a second start leaves the practice to the first')

    verified = run(app, 'verify', '--practice', path)
    assert verified.returncode == 0, verified
    lines = verified.stdout.splitlines()
    assert len(lines) > 10 and not any(line.startswith('BROKEN') for line in lines), verified.stdout
    story.step('verify is handed over to the window and all invariants hold')

    backup = os.path.join(folder, 'copy.till')
    assert run(app, 'backup', '--practice', path, backup).returncode == 0
    assert os.stat(backup).st_mode & 0o077 == 0
    refused = run(app, 'restore', '--practice', path, backup)
    assert refused.returncode == 75 and 'Close its window' in refused.stderr, refused
    story.step('backup is handed over, restore is refused while it is open')

    assert app.close() == 0
    changed = os.path.join(folder, 'changed.till')
    assert run(app, 'restore', '--practice', changed, backup).returncode == 0
    subprocess.run(['sqlite3', changed, 'UPDATE transactions SET amount_cents = amount_cents + 1 WHERE id = 77'],
                   check=True)
    broken = run(app, 'verify', '--practice', changed)
    assert broken.returncode == 1 and '77' in broken.stdout, broken
    print('ok 4 verify names the row that was changed by hand', flush=True)
    story.n_steps += 1

    misplaced = run(app, '--practice', path, 'verify')
    assert misplaced.returncode != 0 and '“verify” stands first' in misplaced.stderr, misplaced
    blind = {name: value for name, value in app.env.items() if name not in ('DISPLAY', 'WAYLAND_DISPLAY')}
    reset = subprocess.run([app.command[0], '--demo', '--reset', '--practice', path], env=blind, capture_output=True,
                           text=True, timeout=120, check=False)
    assert reset.returncode == 1 and 'no screen' in reset.stderr, reset
    assert os.path.exists(path) and os.path.exists(path + '.sandbox')
    print('ok 5 what was said wrong, or without a screen, changes nothing', flush=True)
    story.n_steps += 1

    # Held by somebody who does not answer: another account, another machine.
    with open(path + '.lock', 'r+b') as lock:
        fcntl.lockf(lock, fcntl.LOCK_EX)
        fcntl.flock(lock, fcntl.LOCK_EX)
        held = run(app, 'verify', '--practice', path)
        assert held.returncode == 75 and 'open' in held.stderr, held
    print('ok 6 a file that is held elsewhere is refused in words', flush=True)
    story.n_steps += 1


uitest.tell('one-window', one_window)
