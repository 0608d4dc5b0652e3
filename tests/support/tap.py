"""tap.py: the points of a test that is written in Python, as Meson reads them."""


class Tap:
    """Numbers the points and counts the failed ones."""

    def __init__(self):
        self.n_points = 0
        self.n_failed = 0

    def point(self, good, name, text=''):
        self.n_points += 1
        self.n_failed += not good
        print(('ok' if good else 'not ok'), self.n_points, '-', name, flush=True)
        if not good:
            print('# ' + text.replace('\n', '\n# '), flush=True)

    def end(self):
        """The exit status."""
        print(f'1..{self.n_points}', flush=True)
        return self.n_failed > 0
