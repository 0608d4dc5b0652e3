"""screen.py: the screen as hands and eyes know it: pointer, keyboard, pictures, by xdotool and Xvfb's own file."""

import os
import pathlib
import struct
import subprocess
import zlib


def xdotool(*words):
    """Does it, and returns what it says."""
    done = subprocess.run(['xdotool', *map(str, words)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f'xdotool {" ".join(map(str, words))}: {done.stderr.strip()}')
    return done.stdout


def keys(*chords):
    """Presses keys or chords one after the other, as "Return" or "ctrl+f"."""
    xdotool('key', '--clearmodifiers', *chords)


def write(text):
    """Types, at a speed that every input method follows; what the keyboard lacks would be lost on the way."""
    assert text.isascii(), f'{text!r} has no keys'
    xdotool('type', '--clearmodifiers', '--delay', '12', '--', text)


def move(x, y):
    """The second move makes sure that the first is seen as one, also where the pointer was there already."""
    xdotool('mousemove', x + 1, y, 'mousemove', '--sync', x, y)


def click(x, y, button=1, times=1):
    move(x, y)
    xdotool('click', '--repeat', times, '--delay', '60', button)


def windows(pid):
    """The visible windows of a process as (id, x, y, width, height), the lowest first."""
    try:
        found = xdotool('search', '--onlyvisible', '--pid', pid).split()
    except RuntimeError:
        return []
    places = []
    for window in found:
        try:
            answer = xdotool('getwindowgeometry', '--shell', window)
        except RuntimeError:
            continue  # it has gone meanwhile
        place = dict(line.split('=') for line in answer.splitlines())
        places.append((window, *(int(place[name]) for name in ('X', 'Y', 'WIDTH', 'HEIGHT'))))
    return places


def stack():
    """All visible windows that have a name, whosever they are, the lowest first."""
    return xdotool('search', '--onlyvisible', '--name', '.').split()


def focus():
    """The window that has the keyboard."""
    return xdotool('getwindowfocus', '-f').strip()


def pictures_folder():
    chosen = os.environ.get('TILL_PICTURES')
    top = os.environ.get('TILL_SOURCE_DIR') or pathlib.Path(__file__).resolve().parents[2]
    folder = pathlib.Path(chosen) if chosen else pathlib.Path(top) / 'build/pictures'
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def picture(name):
    """Writes NAME.png of the whole screen to the folder of pictures and returns its path.

    Xvfb keeps the screen as an XWD file: a header of 25 big-endian words, a colour map, then rows of BGRx.
    """
    raw = pathlib.Path(os.environ['TILL_SCREEN_FILE']).read_bytes()
    header = struct.unpack('>25I', raw[:100])
    width, height, row_bytes = header[4], header[5], header[12]
    start = header[0] + header[19] * 12

    rows = bytearray()
    for y in range(height):
        line = raw[start + y * row_bytes:start + y * row_bytes + width * 4]
        row = bytearray(width * 3)
        row[0::3], row[1::3], row[2::3] = line[2::4], line[1::4], line[0::4]
        rows += b'\0' + row

    path = pictures_folder() / f'{name}.png'
    path.write_bytes(b'\x89PNG\r\n\x1a\n' +
                     _chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)) +
                     _chunk(b'IDAT', zlib.compress(bytes(rows), 6)) + _chunk(b'IEND', b''))
    return path
