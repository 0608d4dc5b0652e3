/* test-scan-file.c: a scan is taken when it is whole, and what breaks off is not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "intake/till-scan-file.h"

#include <string.h>

#include "core/till-error.h"

/* Sizes of segments have two bytes, with themselves. */
#define JPEG "\xff\xd8"
#define HEAD "\xff\xe0\0\4JF"
#define SCAN "\xff\xda\0\3\1 a \xff\0 paper \xff\xd3 of ours "
#define END "\xff\xd9"
/* A small image of it, whole, in a segment of 28 bytes: as cameras write it. */
#define THUMBNAIL "\xff\xe1\0\x1c" JPEG "\xff\xda\0\2 in small, nothing" END

#define PNG "\x89PNG\r\n\x1a\n"
#define PNG_END "\0\0\0\0IEND\xae\x42\x60\x82"

#define FILE_OF(bytes) bytes, sizeof bytes - 1

static const struct
{
  const char        *name;
  const char        *bytes;
  gsize              length;
  TillDocumentFormat format;
  const char        *problem; /* a part of the sentence; NULL: it is taken */
} files[] = {
  { "jpeg", FILE_OF (JPEG HEAD SCAN END), TILL_FORMAT_JPEG, NULL },
  { "jpeg/thumbnail", FILE_OF (JPEG THUMBNAIL SCAN END), TILL_FORMAT_JPEG, NULL },
  { "jpeg/in-steps", FILE_OF (JPEG HEAD SCAN HEAD SCAN END), TILL_FORMAT_JPEG, NULL },
  { "jpeg/more-behind", FILE_OF (JPEG HEAD SCAN END " of the scanner"), TILL_FORMAT_JPEG, NULL },
  { "jpeg/filled", FILE_OF (JPEG HEAD SCAN "\xff\xff" END), TILL_FORMAT_JPEG, NULL },
  { "jpeg/no-end", FILE_OF (JPEG THUMBNAIL SCAN), TILL_FORMAT_JPEG, "breaks off" },
  { "jpeg/half-end", FILE_OF (JPEG THUMBNAIL SCAN "\xff"), TILL_FORMAT_JPEG, "breaks off" },
  { "jpeg/no-second-step", FILE_OF (JPEG HEAD SCAN HEAD), TILL_FORMAT_JPEG, "breaks off" },
  { "jpeg/no-scan", FILE_OF (JPEG THUMBNAIL), TILL_FORMAT_JPEG, "breaks off" },
  { "jpeg/nothing-seen", FILE_OF (JPEG HEAD END), TILL_FORMAT_JPEG, "breaks off" },
  { "jpeg/half-segment", FILE_OF (JPEG "\xff\xe1\0\x1c" JPEG "\xff\xd9"), TILL_FORMAT_JPEG,
    "breaks off" },
  { "jpeg/half-size", FILE_OF (JPEG "\xff\xe1\0"), TILL_FORMAT_JPEG, "breaks off" },
  { "jpeg/no-size", FILE_OF (JPEG "\xff\xe1\0\0" SCAN END), TILL_FORMAT_JPEG, "breaks off" },
  { "png", FILE_OF (PNG "a paper" PNG_END), TILL_FORMAT_PNG, NULL },
  { "png/no-end", FILE_OF (PNG "a paper"), TILL_FORMAT_PNG, "breaks off" },
  { "png/half-end", FILE_OF (PNG "a paper\0\0\0\0IEND\xae\x42"), TILL_FORMAT_PNG, "breaks off" },
  { "pdf", FILE_OF ("%PDF-1.4\na paper\n%%EOF\n"), TILL_FORMAT_PDF, NULL },
  { "pdf/no-end", FILE_OF ("%PDF-1.4\na paper\n%%EO"), TILL_FORMAT_PDF, "breaks off" },
  { "other", FILE_OF ("Dear Anna,"), TILL_FORMAT_PDF, "a PDF, a PNG or a JPEG is taken" },
  { "nothing", FILE_OF (""), TILL_FORMAT_PDF, "a PDF, a PNG or a JPEG is taken" },
};

static void
check (GBytes *bytes, TillDocumentFormat expected, const char *problem)
{
  g_autoptr (GError) error = NULL;
  TillDocumentFormat format = TILL_FORMAT_PDF;
  gboolean           taken = till_scan_file_check (bytes, &format, &error);

  if (problem == NULL)
    {
      g_assert_no_error (error);
      g_assert_true (taken);
      g_assert_cmpint (format, ==, expected);
      return;
    }
  g_assert_false (taken);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  if (strstr (error->message, problem) == NULL)
    g_error ("“%s” is not in: %s", problem, error->message);
}

static void
test_file (gconstpointer data)
{
  guint              i = GPOINTER_TO_UINT (data);
  g_autoptr (GBytes) bytes = g_bytes_new_static (files[i].bytes, files[i].length);

  check (bytes, files[i].format, files[i].problem);
}

/* An end that stands far before the file's is of something in it. */
static void
test_far_ends (void)
{
  static const char *const ends[] = { "%PDF-1.4\n%%EOF\n", PNG "IEND\xae\x42\x60\x82" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autoptr (GByteArray) file = g_byte_array_new ();
      g_autoptr (GBytes)     bytes = NULL;

      g_byte_array_append (file, (const guint8 *) ends[i], (guint) strlen (ends[i]));
      while (file->len < 2000)
        g_byte_array_append (file, (const guint8 *) "more", 4);
      bytes = g_byte_array_free_to_bytes (g_steal_pointer (&file));
      check (bytes, TILL_FORMAT_PDF, "breaks off");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strconcat ("/intake/scan-file/", files[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_file);
    }
  g_test_add_func ("/intake/scan-file/far-ends", test_far_ends);

  return g_test_run ();
}
