/* make-month.c: a practice that has lived through a month not long ago, with every oddity
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * make-month FOLDER: month.till, and the sandbox's answer key as answers.json. The practice has no
 * processor any more: the sandbox ends with this program.
 */
#include "../flow/till-desk-reports.h"

static void
copy_practice (const char *from, const char *folder)
{
  g_autofree char   *to = g_build_filename (folder, "month.till", NULL);
  g_autoptr (GFile)  source = g_file_new_for_path (from);
  g_autoptr (GFile)  target = g_file_new_for_path (to);
  g_autoptr (GError) error = NULL;

  g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
save_answers (Desk *desk, const char *folder)
{
  g_autoptr (Reply)  reply = ask (desk->peer, "GET", "/sandbox/answer-key", NULL);
  g_autofree char   *path = g_build_filename (folder, "answers.json", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (reply->status, ==, 200);
  g_file_set_contents (path, reply->text, -1, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  static const char *const hours[] = { "11:25", NULL };
  g_autoptr (GTimeZone)    zone = g_time_zone_new_identifier ("America/New_York");
  TillDay                  today = till_day_of_instant (g_get_real_time () / 1000, zone);
  int                      year;
  int                      month;
  int                      day;
  TillDay                  before;
  g_autofree char         *name = NULL;
  g_autofree char         *first = NULL;
  g_autofree char         *begin = NULL;
  g_autofree char         *last = NULL;
  Desk                    *desk;

  desk_init (&argc, &argv);
  g_assert_cmpint (argc, ==, 2);

  /* A month that ended ten days ago at least, so that all its money has come; what comes of it,
   * until yesterday or three weeks later. */
  till_day_get_ymd (till_day_add (today, -40), &year, &month, &day);
  before = till_day_add (till_day (year, month, 1), -1);
  name = g_strdup_printf ("%04d-%02d", year, month);
  first = till_day_to_iso (before);
  begin = g_strdup_printf ("%sT12:00:00Z", first);
  last = till_day_to_iso (
    (TillDay){ MIN (till_day_add (today, -1).number, till_day_add (before, 51).number) });

  desk = desk_new_with_reports (begin);
  desk_plan_month (desk, name, 7, 3, TRUE);
  desk_live (desk, first, last, hours, NULL, NULL);
  save_answers (desk, argv[1]);
  desk_set (desk, TILL_SETTING_CLEARENT_HOST, "");
  desk_set (desk, TILL_SETTING_CLEARENT_REPORTS, "");
  desk_close (desk);
  copy_practice (desk->path, argv[1]);
  desk_free (desk);

  return 0;
}
