/* test-import-rules.c: which patient a row of another program's file is about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "rules/till-import-rules.h"

/* ── Names ───────────────────────────────────────────────────────────────────────────────────── */

static void
test_names (void)
{
  static const struct
  {
    const char *name;
    const char *other;
    gboolean    same;
  } rows[] = {
    { "Lopez, Maria", "LÓPEZ, María", TRUE },
    { "Lopez, Maria", "Lopez, Maria A", TRUE },
    { "Lopez, Maria A.", "Lopez Maria", TRUE },
    { "O'Brien, Sean", "OBrien, Sean", TRUE },
    { "Lopez, Maria", "Lopez, Marta", FALSE },
    { "Lopez, Maria Ann", "Lopez, Maria", FALSE },
    { "Lopez", "Lopez, Maria", FALSE },
    { "Wu, X", "Wu, Y", FALSE },
    { "", "", FALSE },
    { NULL, "Lopez, Maria", FALSE },
    { "…", "—", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (till_import_is_same_name (rows[i].name, rows[i].other), ==, rows[i].same);
}

/* ── Rows ────────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  const char *number;
  const char *name;
  const char *born; /* ISO, or NULL */
  const char *phone;
  gboolean    by_name; /* of a patient: the name was said to be enough before */
} Person;

static const struct
{
  const char       *about;
  Person            row;
  Person            patients[3]; /* ended by no name */
  TillImportVerdict verdict;
  guint             which;   /* of the patients, when found */
  const char       *says;    /* of a conflict: a part of it */
  gboolean          by_name; /* said to be enough */
  gboolean          tells;   /* only the name does */
} cases[] = {
  { "nobody", { "1", "Lopez, Maria", NULL }, { { NULL } }, TILL_IMPORT_NEW },
  { "number",
    { "1", "Lopez, Maria", NULL },
    { { "2", "Chen, Wei", NULL }, { "1", "Lopez, Maria", NULL } },
    TILL_IMPORT_FOUND,
    1 },
  { "number-in-other-case",
    { "a17", "Lopez, Maria", NULL },
    { { "A17", "Lopez, Maria", NULL } },
    TILL_IMPORT_FOUND,
    0 },
  { "number-before-name",
    { "1", "Lopez, Maria", "1980-02-29" },
    { { NULL, "Lopez, Maria", "1980-02-29" }, { "1", "Lopez-Chen, Maria", "1980-02-29" } },
    TILL_IMPORT_FOUND,
    1 },
  { "number-married",
    { "1", "Chen, Maria", NULL },
    { { "1", "Lopez, Maria", NULL } },
    TILL_IMPORT_FOUND,
    0 },
  { "number-other-name-same-birth",
    { "1", "Chen, Mary", "1980-02-29" },
    { { "1", "Lopez, Maria", "1980-02-29" } },
    TILL_IMPORT_FOUND,
    0 },
  { "number-of-another",
    { "1", "Chen, Wei", NULL },
    { { "1", "Lopez, Maria", NULL } },
    TILL_IMPORT_CONFLICT,
    0,
    "“Chen, Wei” in the file, but “Lopez, Maria”" },
  { "number-other-birth",
    { "1", "Lopez, Maria", "1980-02-29" },
    { { "1", "Lopez, Maria", "2010-06-01" } },
    TILL_IMPORT_CONFLICT,
    0,
    "another birth date" },
  { "number-of-two",
    { "1", "Lopez, Maria", NULL },
    { { "1", "Lopez, Maria", NULL }, { "1", "Lopez, Luis", NULL } },
    TILL_IMPORT_CONFLICT,
    0,
    "2 patients have the number 1" },
  { "number-without-name",
    { "1", NULL, NULL },
    { { "1", "Lopez, Maria", NULL } },
    TILL_IMPORT_FOUND,
    0 },
  { "initial-is-no-word",
    { "1", "Chen, M", NULL },
    { { "1", "Lopez, M", NULL } },
    TILL_IMPORT_CONFLICT,
    0,
    "but “Lopez, M”" },
  { "name-and-birth",
    { NULL, "lopez, maria b", "1980-02-29" },
    { { "7", "Lopez, Maria", "1980-02-29" } },
    TILL_IMPORT_FOUND,
    0 },
  { "name-and-birth-gains-number",
    { "9", "Lopez, Maria", "1980-02-29" },
    { { NULL, "Lopez, Maria", "1980-02-29" } },
    TILL_IMPORT_FOUND,
    0 },
  { "name-and-birth-with-another-number",
    { "9", "Lopez, Maria", "1980-02-29" },
    { { "7", "Lopez, Maria", "1980-02-29" } },
    TILL_IMPORT_CONFLICT,
    0,
    "9 in the file, but 7" },
  { "name-and-birth-of-two",
    { NULL, "Lopez, Maria", "1980-02-29" },
    { { "1", "Lopez, Maria", "1980-02-29" }, { "2", "Lopez, Maria", "1980-02-29" } },
    TILL_IMPORT_CONFLICT,
    0,
    "2 patients are called" },
  { "father-and-son",
    { NULL, "Lopez, Luis", "2010-06-01" },
    { { "1", "Lopez, Luis", "1980-02-28" } },
    TILL_IMPORT_NEW },
  { "birth-not-known-here",
    { NULL, "Lopez, Luis", "2010-06-01" },
    { { "1", "Lopez, Luis", NULL } },
    TILL_IMPORT_NEW },
  { "name-alone",
    { NULL, "Lopez, Luis", NULL },
    { { "1", "Lopez, Luis", "1980-02-28" } },
    TILL_IMPORT_CONFLICT,
    0,
    "a name alone",
    FALSE,
    TRUE },
  { "name-and-phone",
    { NULL, "Lopez, Luis", NULL, "(207) 555-0101" },
    { { "1", "Lopez, Luis", "1980-02-28", "555-0199" },
      { "2", "Lopez, Luis", "2010-06-01", "1 207 555 0101" } },
    TILL_IMPORT_FOUND,
    1 },
  { "name-and-phone-of-two",
    { NULL, "Lopez, Luis", NULL, "555-0101" },
    { { "1", "Lopez, Luis", "1980-02-28", "555-0101" },
      { "2", "Lopez, Luis", "2010-06-01", "555 0101" } },
    TILL_IMPORT_CONFLICT,
    0,
    "have that phone number" },
  { "phone-of-another-name",
    { NULL, "Lopez, Luis", NULL, "555-0101" },
    { { "1", "Lopez, Maria", NULL, "555-0101" } },
    TILL_IMPORT_NEW },
  { "name-with-another-phone",
    { NULL, "Lopez, Luis", NULL, "555-0101" },
    { { NULL, "Lopez, Luis", NULL, "555-0199" } },
    TILL_IMPORT_CONFLICT,
    0,
    "a name alone",
    FALSE,
    TRUE },
  { "name-with-another-phone-said",
    { NULL, "Lopez, Luis", NULL, "555-0101" },
    { { NULL, "Lopez, Luis", NULL, "555-0199" } },
    TILL_IMPORT_FOUND,
    0,
    NULL,
    TRUE,
    TRUE },
  { "name-said-before",
    { NULL, "Lopez, Luis", NULL, "555-0101" },
    { { "1", "Lopez, Luis", "1980-02-28", "555-0199", TRUE } },
    TILL_IMPORT_FOUND,
    0 },
  { "name-said-before-and-another-now",
    { NULL, "Lopez, Luis", NULL },
    { { "1", "Lopez, Luis", "1980-02-28", NULL, TRUE }, { "2", "Lopez, Luis", NULL } },
    TILL_IMPORT_CONFLICT,
    0,
    "2 patients are called" },
  { "names-of-two-said",
    { NULL, "Lopez, Luis", NULL },
    { { NULL, "Lopez, Luis", NULL }, { NULL, "Lopez, Luis", NULL } },
    TILL_IMPORT_CONFLICT,
    0,
    "2 patients are called",
    TRUE },
  { "nothing-but-the-name-on-either-side",
    { NULL, "Lopez, Luis", NULL },
    { { NULL, "Lopez, Luis", NULL } },
    TILL_IMPORT_FOUND,
    0 },
  { "name-alone-said",
    { NULL, "Lopez, Luis", NULL },
    { { "1", "Lopez, Luis", "1980-02-28" } },
    TILL_IMPORT_FOUND,
    0,
    NULL,
    TRUE,
    TRUE },
  { "said-but-another-birth",
    { NULL, "Lopez, Luis", "2010-06-01" },
    { { "1", "Lopez, Luis", "1980-02-28" } },
    TILL_IMPORT_NEW,
    0,
    NULL,
    TRUE },
  { "name-with-a-new-number",
    { "12", "Lopez, Luis", NULL },
    { { "1", "Lopez, Luis", "1980-02-28" } },
    TILL_IMPORT_NEW },
  { "name-alone-nobody", { NULL, "Lopez, Luis", NULL }, { { NULL } }, TILL_IMPORT_NEW },
};

static TillPatient *
make_patient (const Person *person)
{
  TillPatient *patient = till_patient_new ();

  patient->number = g_strdup (person->number);
  patient->name = g_strdup (person->name);
  patient->phone = g_strdup (person->phone);
  patient->known_by_name = person->by_name;
  patient->birth_date = person->born != NULL ? till_day_from_iso (person->born) : TILL_DAY_NONE;

  return patient;
}

static void
test_match (gconstpointer data)
{
  gsize                     i = GPOINTER_TO_SIZE (data);
  g_autoptr (TillImportRow) row = till_import_row_new ();
  g_autoptr (GPtrArray)     candidates =
    g_ptr_array_new_with_free_func ((GDestroyNotify) till_patient_free);
  g_auto (TillImportMatch) match = { 0 };

  row->number = g_strdup (cases[i].row.number);
  row->name = g_strdup (cases[i].row.name);
  row->phone = g_strdup (cases[i].row.phone);
  row->birth_date =
    cases[i].row.born != NULL ? till_day_from_iso (cases[i].row.born) : TILL_DAY_NONE;
  for (guint j = 0; j < G_N_ELEMENTS (cases[i].patients) && cases[i].patients[j].name != NULL; j++)
    g_ptr_array_add (candidates, make_patient (&cases[i].patients[j]));

  till_import_match (row, candidates, cases[i].by_name, &match);
  g_assert_cmpint (match.verdict, ==, cases[i].verdict);
  g_assert_true (match.patient ==
                 (match.verdict == TILL_IMPORT_FOUND ? candidates->pdata[cases[i].which] : NULL));
  g_assert_cmpint (match.by_name, ==, cases[i].tells);
  g_assert_cmpint (match.words != NULL, ==, match.verdict == TILL_IMPORT_CONFLICT);
  if (match.words != NULL)
    g_assert_nonnull (strstr (match.words, cases[i].says));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/import/names", test_names);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/import/match/", cases[i].about, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_match);
    }

  return g_test_run ();
}
