#!/usr/bin/python3
"""check-potfiles.py: po/POTFILES names every file with words for the user, and no other

Usage: check-potfiles.py FOLDER [--mend], the top of the tree; --mend writes the list as it should be.
"""

import pathlib
import re
import sys

MARKED = {
    '.c': re.compile(r'(?<!\w)(?:N?C?_|g?n?gettext|g_dngettext|ngettext|g_dpgettext2?) ?\('),
    '.ui': re.compile(r'\btranslatable="(?:yes|true)"'),
}
# Whole files of words.
ALWAYS = ('.desktop.in', '.metainfo.xml.in')


def has_words(path):
    if path.name.endswith(ALWAYS):
        return True
    pattern = MARKED.get(path.suffix)
    return bool(pattern and pattern.search(path.read_text(encoding='utf-8')))


def main():
    top = pathlib.Path(sys.argv[1])
    lines = (top / 'po/POTFILES').read_text(encoding='utf-8').splitlines()
    listed = [line for line in lines if line and not line.startswith('#')]
    needed = {str(path.relative_to(top)) for folder in ('src', 'data')
              for path in (top / folder).rglob('*') if path.is_file() and has_words(path)}

    if '--mend' in sys.argv:
        (top / 'po/POTFILES').write_text(''.join(f'{name}\n' for name in sorted(needed)), encoding='utf-8')
        return False

    failures = [f'{name}: has words for the user, but po/POTFILES does not name it'
                for name in sorted(needed - set(listed))]
    failures += [f'{name}: po/POTFILES names it, but ' +
                 ('it has no words for the user' if (top / name).exists() else 'there is no such file')
                 for name in sorted(set(listed) - needed)]
    if listed != sorted(set(listed)):
        failures.append('po/POTFILES: keep it sorted, each file once')

    print('\n'.join(failures))
    return bool(failures)


sys.exit(main())
