#!/usr/bin/python3
"""check-source.py: holds the tree to the rules of the house that no compiler knows.

Usage: check-source.py FOLDER, the top of the tree. Says what is wrong, a line each, and exits with 1.
"""

import pathlib
import re
import sys

MAX_LINES = 500

# The arrow: which layer may include which others (src/README.md).
OUTWARD = {'core', 'http', 'model'}
FLOW = {'core', 'model', 'rules', 'db', 'store', 'intake', 'secret', 'demo', 'http', 'processor', 'ledger',
        'messaging', 'document'}
MAY_INCLUDE = {
    'core': set(),
    'model': {'core'},
    'rules': {'core', 'model'},
    'db': {'core'},
    'http': {'core'},
    'secret': {'core'},
    'intake': {'core', 'model'},
    'store': {'core', 'db', 'rules', 'model'},
    'processor': OUTWARD,
    'ledger': OUTWARD,
    'messaging': OUTWARD,
    'document': {'core', 'rules', 'model'},
    'demo': {'core', 'store', 'rules', 'model'},
    'flow': FLOW,
    'ui': {'core', 'flow', 'document', 'rules', 'model'},
    'app': {'core', 'ui', 'flow'},
    'sandbox': {'core', 'db'},
}

# Who may include what from outside, by the beginning of the header's name. Not named here: C's own and GLib's.
OUTSIDE = {
    'sqlite3.h': {'db'},
    'libsoup/': {'http', 'sandbox'},
    'json-glib/': {'http', 'model', 'processor', 'ledger', 'messaging', 'flow', 'sandbox'},
    'libsecret/': {'secret'},
    'sodium': {'secret'},
    'csv.h': {'intake'},
    'libofx/': {'intake'},
    'gmime/': {'messaging'},
    'curl/': {'messaging'},
    'cairo': {'document', 'ui'},
    'pango/': {'document', 'ui'},
    'poppler': {'document'},
    'qrencode.h': {'document'},
    'gtk/': {'ui', 'app'},
    'gdk/': {'ui', 'app'},
    'gsk/': {'ui', 'app'},
    'adwaita.h': {'ui', 'app'},
}

C_OWN = {'assert', 'ctype', 'errno', 'float', 'inttypes', 'limits', 'locale', 'math', 'setjmp', 'stdarg', 'stdbool',
         'stddef', 'stdint', 'stdio', 'stdlib', 'string', 'time', 'wchar', 'wctype'}
GLIB = ('glib.h', 'glib-object.h', 'glib/', 'gobject/', 'gio/', 'gmodule.h')
POSIX = ('glib-unix.h', 'gio/gunix', 'gio/gdesktopappinfo.h')

# Layers where a number may be money, so that a floating one needs a reason.
NEAR_MONEY = {'core', 'model', 'rules', 'store', 'flow', 'processor', 'ledger', 'intake'}
# Layers that may speak SQL.
SPEAK_SQL = {'db', 'store', 'sandbox'}

FLOATING = re.compile(r'\b(g?double|g?float)\b')
NOT_MONEY = re.compile(r'/\* not money: \S')
NOW = re.compile(r'\b(g_get_real_time|g_get_current_time|g_date_time_new_now\w*|gettimeofday|clock_gettime|time'
                 r'|localtime(_r)?|ftime) ?\(')
NOW_IN_SQL = re.compile(r"\bCURRENT_(TIME|DATE|TIMESTAMP)\b|\((?:'now'|[^()]*, *'now')|unixepoch *\( *\)", re.IGNORECASE)
SQL = re.compile(r'"\s*(SELECT\b|INSERT (OR \w+ )?INTO\b|UPDATE \w+ SET\b|DELETE FROM\b|CREATE (TABLE|INDEX)\b|PRAGMA\b)')
SYSTEM = re.compile(r'^\s*#\s*(if|ifdef|ifndef|elif)\b.*\b(G_OS_UNIX|G_OS_WIN32|_WIN32|__unix__|__linux__)\b')
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[>"]')

# Written in two parts, so that this file doesn't find itself.
UNFINISHED = re.compile(r'\b(TO' r'DO|FIX' r'ME|XX' r'X|HA' r'CK)\b')
MACHINE = re.compile(r'(?<![\w.])/(wo' r'rk|ro' r'ot|fa' r'rm|ho' r'me/[a-z])\b|(?<![\w.])/tm' r'p/[a-z]')
REGISTRY = re.compile(r'registry\.np' r'mjs\.org|"reso' r'lved": *"http')

SKIP = {'.git', 'build', 'node_modules', '__pycache__', 'subprojects'}
TEXT = {'.build', '.c', '.css', '.h', '.html', '.in', '.js', '.json', '.md', '.mjs', '.py', '.sh', '.sql', '.svg',
        '.txt', '.ui', '.xml', '.yaml', '.yml', ''}
NOT_OURS = {'LICENSE'}
COUNTED = {'.c', '.css', '.h', '.js', '.mjs', '.py', '.sh', '.ui'}


def without_words(lines):
    """The lines with what stands in comments and strings blanked out, so that only code is left."""
    text = '\n'.join(lines)
    blank = lambda match: re.sub(r'[^\n]', ' ', match[0])
    text = re.sub(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|/\*.*?\*/|//[^\n]*', blank, text, flags=re.DOTALL)
    return text.split('\n')


class Check:
    def __init__(self, top):
        self.top = top
        self.failures = []

    def fail(self, path, line, text):
        self.failures.append(f'{path.relative_to(self.top)}:{line}: {text}')

    def files(self):
        for path in sorted(self.top.rglob('*')):
            parts = path.relative_to(self.top).parts
            if not SKIP.intersection(parts) and path.is_file() and path.name not in NOT_OURS:
                yield path

    def any_text(self, path, lines):
        """What holds for every file of ours."""
        if path.suffix in COUNTED and len(lines) > MAX_LINES:
            self.fail(path, MAX_LINES, f'{len(lines)} lines; split it by concern')
        for number, line in enumerate(lines, 1):
            if match := UNFINISHED.search(line):
                self.fail(path, number, f'"{match[0]}": finish it, or leave it out')
            if MACHINE.search(line):
                self.fail(path, number, 'a path of one machine')
            if REGISTRY.search(line):
                self.fail(path, number, 'the address of a package registry')

    def first_lines(self, path, lines):
        """A file says what it is, and under which licence."""
        first = lines[0] if lines else ''
        if not re.match(rf'/\* {re.escape(path.name)}: \S', first):
            self.fail(path, 1, f'the first line does not say what the file is: "/* {path.name}: …"')
        if not any('SPDX-License-Identifier: GPL-3.0-or-later' in line for line in lines[:12]):
            self.fail(path, 1, 'no licence tag')

    def is_built(self, path):
        """A source that no meson.build names is compiled by nobody."""
        folder = path.parent
        while folder != self.top:
            listing = folder / 'meson.build'
            if listing.exists():
                short = re.sub(r'^(test|torture)-', '', path.stem)
                names = '|'.join(re.escape(name) for name in (path.name, path.stem, short))
                if re.search(f"['/]({names})'", listing.read_text(encoding='utf-8')):
                    return
            folder = folder.parent
        self.fail(path, 1, 'no meson.build names it')

    def include(self, path, layer, number, kind, header):
        """The arrow, and what a layer may use from outside."""
        system = path.stem.endswith('-unix') or path.stem.endswith('-windows')
        if kind == '"':
            other = header.split('/')[0]
            if '/' not in header:
                if not header.endswith(('-resources.h', 'config.h')):
                    self.fail(path, number, f'"{header}": say the layer too')
            elif other != layer and other not in MAY_INCLUDE[layer]:
                self.fail(path, number, f'{layer} may not include {other}')
            return

        for prefix, layers in OUTSIDE.items():
            if header.startswith(prefix):
                if layer not in layers:
                    self.fail(path, number, f'<{header}> is not for {layer}, only for {", ".join(sorted(layers))}')
                return
        is_c = header.endswith('.h') and header[:-2] in C_OWN
        is_glib = header.startswith(GLIB) and not header.startswith(POSIX)
        if not (is_c or is_glib or system):
            self.fail(path, number, f'<{header}>: what is of one system only belongs in a *-unix.c or *-windows.c')

    def code(self, path, layer, lines):
        """What may not be written in a layer."""
        system = path.stem.endswith('-unix') or path.stem.endswith('-windows')
        bare = without_words(lines)
        for number, (line, code) in enumerate(zip(lines, bare), 1):
            if layer in NEAR_MONEY and FLOATING.search(code):
                if not any(NOT_MONEY.search(near) for near in lines[max(0, number - 2):number]):
                    self.fail(path, number, 'floating point near money; "/* not money: why */" if it is none')
            if path.name != 'till-clock.c':
                if NOW.search(code) or NOW_IN_SQL.search(line):
                    self.fail(path, number, 'the time comes from TillClock')
            if layer not in SPEAK_SQL and SQL.search(line):
                self.fail(path, number, f'no SQL in {layer}: it is in store')
            if not system and SYSTEM.search(line):
                self.fail(path, number, 'what differs between systems belongs in a *-unix.c and its *-windows.c')

    def source(self, path, lines):
        """A C file of src/."""
        place = path.relative_to(self.top / 'src')
        layer = place.parts[0]
        if layer not in MAY_INCLUDE:
            self.fail(path, 1, f'{layer} is no layer')
            return

        includes = [(number, match[1], match[2])
                    for number, line in enumerate(lines, 1) if (match := INCLUDE.match(line))]
        for number, kind, header in includes:
            self.include(path, layer, number, kind, header)
        self.code(path, layer, lines)

        if path.suffix == '.c':
            stem = re.sub(r'-(unix|windows)$', '', path.stem)
            own = [str(place.with_name(f'{stem}{end}')) for end in ('.h', '-private.h')]
            own = [header for header in own if (self.top / 'src' / header).exists()]
            if own and (not includes or includes[0][2] not in own):
                self.fail(path, 1, 'its own header must be the first include')
            twin = {'-unix': '-windows', '-windows': '-unix'}
            for end, other in twin.items():
                if path.stem.endswith(end) and not path.with_name(f'{stem}{other}.c').exists():
                    self.fail(path, 1, f'{stem}{other}.c is missing')

    def run(self):
        for path in self.files():
            if path.suffix not in TEXT:
                continue
            try:
                lines = path.read_text(encoding='utf-8').splitlines()
            except UnicodeDecodeError:
                if path.suffix:
                    self.fail(path, 1, 'not UTF-8')
                continue
            except FileNotFoundError:
                continue
            self.any_text(path, lines)
            if path.suffix in {'.c', '.h'}:
                self.first_lines(path, lines)
                if self.top / 'src' in path.parents:
                    self.source(path, lines)
            if path.suffix == '.c':
                self.is_built(path)
        return self.failures


def main():
    failures = Check(pathlib.Path(sys.argv[1]).resolve()).run()
    print('\n'.join(failures))
    return bool(failures)


sys.exit(main())
