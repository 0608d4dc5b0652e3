/* till-demo-patients.c: 1,200 patients in families, each with the one who owes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Telephone numbers 555-0100 to 555-0199 and the domain example.com are kept free for examples.
 */
#include <string.h>

#include "core/till-text.h"
#include "demo/till-demo-names.h"
#include "demo/till-demo-private.h"

static const char *const area_codes[] = { "207", "207", "207", "603", "617", "978" };

static const char *
pick (TillDemoRandom *random, const char *const *names)
{
  return names[till_demo_random_below (random, g_strv_length ((char **) names))];
}

/* "Muñoz, Zoë A" */
static char *
make_name (TillDemoRandom *random, const char *last)
{
  const char *first = pick (random, till_demo_first_names);

  if (till_demo_random_chance (random, 350))
    return g_strdup_printf ("%s, %s", last, first);

  return g_strdup_printf ("%s, %s %c", last, first,
                          'A' + (char) till_demo_random_below (random, 26));
}

static void
append_letters (GString *address, const char *folded)
{
  for (; *folded != '\0'; folded++)
    if (g_ascii_isalpha (*folded))
      g_string_append_c (address, *folded);
}

/* "zoe.munoz17@example.com" */
static char *
make_email (const char *name, guint index)
{
  g_autofree char *folded = till_text_fold (name);
  g_auto (GStrv)   parts = g_strsplit (folded, ", ", 2);
  GString         *address = g_string_new (NULL);
  char            *initial = strrchr (parts[1], ' ');

  if (initial != NULL && strlen (initial) == 2)
    *initial = '\0';
  append_letters (address, parts[1]);
  g_string_append_c (address, '.');
  append_letters (address, parts[0]);
  g_string_append_printf (address, "%u@example.com", index);

  return g_string_free (address, FALSE);
}

static TillDay
make_birth_date (TillDemoRandom *random, gboolean adult)
{
  int year = adult ? till_demo_random_between (random, 1938, 2003)
                   : till_demo_random_between (random, 2008, 2023);
  int month = till_demo_random_between (random, 1, 12);

  return till_day (year, month, till_demo_random_between (random, 1, 28));
}

static void
add_patient (GPtrArray      *patients,
             TillDemoRandom *random,
             const char     *last,
             guint           guarantor,
             gboolean        adult)
{
  TillPatient *patient = till_patient_new ();
  guint        index = patients->len;

  patient->id = index + 1;
  patient->location_id = 1;
  patient->guarantor_id = guarantor + 1;
  patient->number = g_strdup_printf ("%u", 2001 + index);
  patient->name = make_name (random, last);
  patient->birth_date = make_birth_date (random, adult);
  if (adult && till_demo_random_chance (random, 940))
    patient->phone = g_strdup_printf (
      "(%s) 555-01%02u", area_codes[till_demo_random_below (random, G_N_ELEMENTS (area_codes))],
      till_demo_random_below (random, 100));
  if (adult && till_demo_random_chance (random, 780))
    patient->email = make_email (patient->name, index + 1);

  g_ptr_array_add (patients, patient);
}

/* A few who owe can be reached by letter only; drawn apart, so that all else stays as it is. */
static void
hide_contacts (guint32 seed, TillPatient *patient)
{
  TillDemoRandom random = till_demo_random (seed, TILL_DEMO_FAMILIES, patient->id, 1);

  if (patient->guarantor_id != patient->id || !till_demo_random_chance (&random, 30))
    return;

  g_clear_pointer (&patient->phone, g_free);
  g_clear_pointer (&patient->email, g_free);
}

/* Of two guarantors none has the other's number: each would be asked twice. */
static void
number_phone (TillPatient *patient)
{
  static const char *const areas[] = { "207", "603", "617", "978", "781", "508",
                                       "802", "401", "413", "774", "857", "339" };
  guint                    index = (guint) patient->id - 1;

  if (patient->phone == NULL || patient->guarantor_id != patient->id)
    return;

  g_free (patient->phone);
  patient->phone =
    g_strdup_printf ("(%s) 555-01%02u", areas[index / 100 % G_N_ELEMENTS (areas)], index % 100);
}

static TillConsent
draw_consent (TillDemoRandom *random, guint given, guint refused)
{
  guint drawn = till_demo_random_below (random, 1000);

  return drawn < given             ? TILL_CONSENT_GIVEN
         : drawn < given + refused ? TILL_CONSENT_REFUSED
                                   : TILL_CONSENT_UNKNOWN;
}

/* What those who owe said of messages about money; drawn apart likewise. */
static void
draw_consents (guint32 seed, TillPatient *patient)
{
  TillDemoRandom random = till_demo_random (seed, TILL_DEMO_FAMILIES, patient->id, 2);

  if (patient->guarantor_id != patient->id)
    return;

  patient->consents[TILL_CHANNEL_TEXT] = draw_consent (&random, 640, 60);
  patient->consents[TILL_CHANNEL_EMAIL] = draw_consent (&random, 560, 40);
  patient->do_not_contact = till_demo_random_chance (&random, 15);
}

/* Where statements go; of a few nobody has written it down. Drawn apart likewise. */
static void
draw_address (guint32 seed, TillPatient *patient)
{
  TillDemoRandom random = till_demo_random (seed, TILL_DEMO_FAMILIES, patient->id, 3);
  const char    *street;
  const char    *town;
  guint          number;

  if (patient->guarantor_id != patient->id || till_demo_random_chance (&random, 40))
    return;

  number = till_demo_random_below (&random, 400) + 1;
  street = till_demo_streets[number % TILL_DEMO_N_STREETS];
  town = till_demo_towns[number % TILL_DEMO_N_TOWNS];
  patient->address = till_demo_random_chance (&random, 150)
                       ? g_strdup_printf ("%u %s, Apt %u\n%s", number, street, number % 9 + 1, town)
                       : g_strdup_printf ("%u %s\n%s", number, street, town);
}

/* One to six, by one name, the first of them the one who owes. */
static void
add_family (GPtrArray *patients, TillDemoRandom *random)
{
  static const guint sizes[] = { 380, 230, 150, 150, 65, 25, 0 };
  const char        *last = pick (random, till_demo_last_names);
  guint              size = till_demo_random_weighted (random, sizes) + 1;
  guint              guarantor = patients->len;

  for (guint i = 0; i < size && patients->len < TILL_DEMO_N_PATIENTS; i++)
    {
      gboolean adult = i == 0 || (i == 1 && till_demo_random_chance (random, 800));
      gboolean own_name = i == 1 && adult && till_demo_random_chance (random, 200);

      add_patient (patients, random, own_name ? pick (random, till_demo_last_names) : last,
                   guarantor, adult);
    }
}

GPtrArray *
till_demo_make_patients (guint32 seed)
{
  TillDemoRandom random = till_demo_random (seed, TILL_DEMO_FAMILIES, 0, 0);
  GPtrArray     *patients =
    g_ptr_array_new_full (TILL_DEMO_N_PATIENTS, (GDestroyNotify) till_patient_free);

  while (patients->len < TILL_DEMO_N_PATIENTS)
    add_family (patients, &random);
  for (guint i = 0; i < patients->len; i++)
    {
      number_phone (g_ptr_array_index (patients, i));
      hide_contacts (seed, g_ptr_array_index (patients, i));
      draw_consents (seed, g_ptr_array_index (patients, i));
      draw_address (seed, g_ptr_array_index (patients, i));
    }

  return patients;
}
