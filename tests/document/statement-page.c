/* statement-page.c: a statement read back: its words, their places, its code
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "statement-page.h"

#include <string.h>

#include "document/till-receipt.h"
#include "till-test-util.h"

char *
statement_ask (const char *const *command, GBytes *input)
{
  g_autoptr (GError)      error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (
    command, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_autoptr (GBytes) answer = NULL;

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate (process, input, NULL, &answer, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));

  return g_strndup (g_bytes_get_size (answer) > 0 ? g_bytes_get_data (answer, NULL) : "",
                    g_bytes_get_size (answer));
}

char *
statement_read_page (GBytes *bytes, guint page)
{
  g_autoptr (GError)  error = NULL;
  g_autoptr (TillPdf) pdf = till_pdf_open (bytes, &error);

  g_assert_no_error (error);

  return till_pdf_get_text (pdf, page);
}

guint
statement_count_pages (GBytes *bytes)
{
  g_autoptr (TillPdf) pdf = till_pdf_open (bytes, NULL);

  return till_pdf_get_n_pages (pdf);
}

void
statement_assert_says (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in:\n%s", part, text);
}

/* Pictures of its pages, NAME-1.png … */
static void
draw_pages (GBytes *bytes, const char *folder, const char *name, const char *resolution)
{
  g_autofree char  *path = g_build_filename (folder, name, NULL);
  const char *const command[] = { "pdftoppm", "-r", resolution, "-png", "-", path, NULL };
  g_autofree char  *nothing = statement_ask (command, bytes);

  g_assert_cmpstr (nothing, ==, "");
}

void
statement_keep_pictures (GBytes *bytes, const char *name)
{
  if (g_getenv ("TILL_PICTURES") != NULL)
    draw_pages (bytes, g_getenv ("TILL_PICTURES"), name, "80");
}

char *
statement_read_code (GBytes *bytes)
{
  g_autofree char        *folder = till_test_temp_dir ();
  g_autofree char        *picture = g_build_filename (folder, "page-1.png", NULL);
  g_autofree char        *text = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError)      error = NULL;

  draw_pages (bytes, folder, "page", "150");
  process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
                      "zbarimg", "--raw", "--quiet", "-Sdisable", "-Sqrcode.enable", picture, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, &error));
  g_assert_no_error (error);
  g_strchomp (text);

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* ── Where it stands ─────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  double left, top, right, bottom; /* points */
  char  *text;
} Word;

static void
clear_word (gpointer word)
{
  g_free (((Word *) word)->text);
}

static GArray *
list_words (GBytes *bytes)
{
  static const char *const command[] = { "pdftotext", "-bbox", "-l", "1", "-", "-", NULL };
  GArray                  *words = g_array_new (FALSE, FALSE, sizeof (Word));
  g_autofree char         *html = statement_ask (command, bytes);
  g_autoptr (GRegex)       regex =
    g_regex_new ("<word xMin=\"([\\d.]+)\" yMin=\"([\\d.]+)\" xMax=\"([\\d.]+)\" "
                 "yMax=\"([\\d.]+)\">(.*)</word>",
                 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_array_set_clear_func (words, clear_word);
  for (g_regex_match (regex, html, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      double places[4];
      Word   word;

      for (int i = 0; i < 4; i++)
        {
          g_autofree char *number = g_match_info_fetch (match, i + 1);

          places[i] = g_ascii_strtod (number, NULL);
        }
      word = (Word){ places[0], places[1], places[2], places[3], g_match_info_fetch (match, 5) };
      g_array_append_val (words, word);
    }
  g_assert_cmpuint (words->len, >, 10);

  return words;
}

/* Inches of the folded sheet, its corner at the upper left of the envelope, or at the lower right:
 * 4 1/8 × 9 1/2, a window of 1 1/8 × 4 1/2, 7/8 from the left, 1/2 from the bottom. */
static Word
window_on_sheet (gboolean is_far)
{
  const double slide_x = is_far ? 9.5 - 8.5 : 0.0;
  const double slide_y = is_far ? 4.125 - 11.0 / 3.0 : 0.0;

  return (Word){ (0.875 - slide_x) * 72.0, (4.125 - 0.5 - 1.125 - slide_y) * 72.0,
                 (0.875 + 4.5 - slide_x) * 72.0, (4.125 - 0.5 - slide_y) * 72.0, NULL };
}

static gboolean
is_inside (const Word *word, const Word *area)
{
  return word->left >= area->left && word->right <= area->right && word->top >= area->top &&
         word->bottom <= area->bottom;
}

static gboolean
touches (const Word *word, const Word *area)
{
  return word->left < area->right && word->right > area->left && word->top < area->bottom &&
         word->bottom > area->top;
}

/* Poppler’s boxes have the font’s whole height; letters are lower. */
static void
trim (Word *word)
{
  double height = word->bottom - word->top;

  word->top += 0.2 * height;
  word->bottom -= 0.1 * height;
}

void
statement_assert_window (GBytes *bytes, const char *const *address)
{
  const Word         near = window_on_sheet (FALSE);
  const Word         far = window_on_sheet (TRUE);
  g_autoptr (GArray) words = list_words (bytes);
  guint              n_seen = 0;

  for (guint i = 0; i < words->len; i++)
    {
      Word *word = &g_array_index (words, Word, i);

      trim (word);
      if (is_inside (word, &near) && is_inside (word, &far))
        {
          g_assert_cmpstr (word->text, ==, address[n_seen]);
          n_seen++;
        }
      else if (touches (word, &near) || touches (word, &far))
        g_error ("“%s” at %.1f, %.1f shows in the window", word->text, word->left, word->top);
    }
  g_assert_null (address[n_seen]);
}
