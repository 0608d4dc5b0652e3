#!/usr/bin/python3
"""story-one-window.py: one process a practice file: a second start raises the window, commands are handed over"""

import fcntl
import os
import pathlib
import pwd
import stat
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.environ['TILL_SOURCE_DIR'], 'tests/support'))

from gi.repository import Gio, GLib  # noqa: E402

import uitest  # noqa: E402

NOBODY = 'nobody'


def run(app, *arguments):
    """The program once more; what it may wait at most only names a hang."""
    return subprocess.run([app.command[0], *arguments], env=app.env, capture_output=True, text=True, timeout=120,
                          check=False)


def say(story, words):
    """A step without a window, so without a picture."""
    story.n_steps += 1
    print(f'ok {story.n_steps} {words}', flush=True)


def raises_the_first(story, app, path):
    """Another window lies before the first one and has the keyboard: the second start turns that around."""
    other = story.start('--practice', os.path.join(tempfile.mkdtemp(), 'other.till'))
    other.wait_shows('Set Up My Practice')
    first = uitest.screen.windows(app.process.pid)[-1][0]
    above = uitest.screen.windows(other.process.pid)[-1][0]
    other.wait(lambda: uitest.screen.stack()[-1] == above and uitest.screen.focus() == above, 'the other one before it')
    story.step('another practice’s window lies before the first one')

    again = run(app, '--practice', path)
    assert again.returncode == 0, again
    app.wait(lambda: uitest.screen.stack()[-1] == first and uitest.screen.focus() == first, 'the first one in front')
    assert app.process.poll() is None
    story.step('a second start raises the first window and ends')
    assert other.close() == 0


def call_holder(path, *arguments):
    """What the one who holds the practice answers to a command, without a program that reads it first."""
    address = pathlib.Path(path + '.lock').read_text(encoding='utf-8')
    connection = Gio.DBusConnection.new_for_address_sync(address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT, None,
                                                         None)
    try:
        return connection.call_sync(None, '/org/practicetill/Till/Holder', 'org.practicetill.Till.Holder', 'Run',
                                    GLib.Variant('(ass)', (arguments, os.path.dirname(path))),
                                    GLib.VariantType('(ssi)'), Gio.DBusCallFlags.NONE, -1, None).unpack()
    finally:
        connection.close_sync(None)


def says_what_is_wrong(story, path):
    for arguments, words in ((('verify', '--nonsense'), 'till: This is how it is used: '),
                             (('dance',), 'till: “dance” is no command of Till.'), ((), 'till: ')):
        output, errors, status = call_holder(path, *arguments)
        assert status == 64 and not output and errors.startswith(words) and errors.endswith('\n'), (arguments, errors)
    story.step('what the holder can’t read it refuses as the program does')


def is_refused(app):
    """A start that can't bring the other window to the front says so in a window of its own."""
    app.wait_shows('The Practice Is Open Already')
    app.wait_shows('is open in another Till. Use that one, or close it first.')
    app.wait_shows('under another account of this computer')


def close_refused(app):
    app.press('push button', 'Close')
    assert app.process.wait(uitest.PATIENCE) == 75, app.process.returncode


def let_others_in(path):
    """A folder that two accounts share, as far up as it is ours alone."""
    for file, mode in ((os.path.dirname(path), 0o777), (path, 0o666), (path + '.lock', 0o666)):
        os.chmod(file, mode)
    for folder in pathlib.Path(path).parents:
        mode = stat.S_IMODE(folder.stat().st_mode)
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)


def refuses_another_account(story, app, path):
    """The other one has a screen and a bus of its own, as it would have."""
    what = 'another account is refused in a window'
    account = pwd.getpwnam(NOBODY)
    become = ['setpriv', f'--reuid={account.pw_uid}', f'--regid={account.pw_gid}', '--clear-groups']
    if os.geteuid() != 0 or subprocess.run([*become, 'test', '-x', app.command[0]], check=False).returncode != 0:
        say(story, f'{what} # SKIP not root, or another account can’t run what was built')
        return

    let_others_in(path)
    home = tempfile.mkdtemp()
    os.chown(home, account.pw_uid, account.pw_gid)
    with_display = os.path.join(os.environ['TILL_SOURCE_DIR'], 'build-aux/with-display')
    other = subprocess.run([*become, with_display, '--a11y', sys.executable, __file__, path],
                           env={**app.env, 'TMPDIR': home}, capture_output=True, text=True, timeout=uitest.PATIENCE * 4,
                           check=False)
    assert other.returncode == 0, other
    assert app.process.poll() is None
    story.step(what)


def start_as_another(path):
    """The other account's side: run by refuses_another_account()."""
    app = uitest.App('--practice', path)
    try:
        is_refused(app)
        close_refused(app)
    finally:
        app.kill()


def one_window(story):
    folder = tempfile.mkdtemp()
    path = os.path.join(folder, 'demo.till')
    app = story.start('--demo', '--practice', path)
    app.table('Transactions').wait_rows(lambda found: len(found) > 5, 'the demo’s transactions')

    raises_the_first(story, app, path)
    says_what_is_wrong(story, path)
    refuses_another_account(story, app, path)

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
    reset = run(app, '--demo', '--reset', '--practice', path)
    assert reset.returncode == 75 and 'is open in another Till' in reset.stderr, reset
    assert os.path.exists(path + '.sandbox')
    story.step('backup is handed over, restore and making the demo new are refused while it is open')

    assert app.close() == 0
    changed = os.path.join(folder, 'changed.till')
    assert run(app, 'restore', '--practice', changed, backup).returncode == 0
    subprocess.run(['sqlite3', changed, 'UPDATE transactions SET amount_cents = amount_cents + 1 WHERE id = 77'],
                   check=True)
    broken = run(app, 'verify', '--practice', changed)
    assert broken.returncode == 1 and '77' in broken.stdout, broken
    say(story, 'verify names the row that was changed by hand')

    misplaced = run(app, '--practice', path, 'verify')
    assert misplaced.returncode != 0 and '“verify” stands first' in misplaced.stderr, misplaced
    blind = {name: value for name, value in app.env.items() if name not in ('DISPLAY', 'WAYLAND_DISPLAY')}
    reset = subprocess.run([app.command[0], '--demo', '--reset', '--practice', path], env=blind, capture_output=True,
                           text=True, timeout=120, check=False)
    assert reset.returncode == 1 and 'no screen' in reset.stderr, reset
    assert os.path.exists(path) and os.path.exists(path + '.sandbox')
    say(story, 'what was said wrong, or without a screen, changes nothing')

    # Held by somebody who does not answer.
    with open(path + '.lock', 'r+b') as lock:
        fcntl.lockf(lock, fcntl.LOCK_EX)
        fcntl.flock(lock, fcntl.LOCK_EX)
        held = run(app, 'verify', '--practice', path)
        assert held.returncode == 75 and 'open' in held.stderr, held
        late = story.start('--practice', path)
        is_refused(late)
        story.step('a file that is held elsewhere is refused in words')
        close_refused(late)


if len(sys.argv) > 1:
    start_as_another(sys.argv[1])
else:
    uitest.tell('one-window', one_window)
