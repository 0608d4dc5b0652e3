/* till-demo-practice.c: the demo practice itself, its first user and its patients, into an empty
 * store
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "demo/till-demo-private.h"
#include "store/till-store-patients.h"
#include "store/till-store-transactions.h"

/* The sandbox's merchant, and the page of its first terminal. */
#define MERCHANT "650000009876"
#define PAYLINK "front-desk"

static gboolean
set_settings (TillDemoData     *self,
              TillDbConnection *connection,
              const TillActor  *actor,
              TillInstant       now,
              GError          **error)
{
  const char *const settings[][2] = {
    { TILL_SETTING_PRACTICE_NAME, TILL_DEMO_PRACTICE },
    { TILL_SETTING_PRACTICE_ADDRESS, "218 Maple Street, Suite 4\nPortland, ME 04101" },
    { TILL_SETTING_PRACTICE_PHONE, "(207) 555-0142" },
    { TILL_SETTING_PRACTICE_ZONE, self->zone_name },
    { TILL_SETTING_CLEARENT_MERCHANT, MERCHANT },
    { TILL_SETTING_CLEARENT_PAYLINK, PAYLINK },
    { TILL_SETTING_CLEARENT_TERMINALS,
      "[{\"id\":\"" TILL_DEMO_TERMINAL_FRONT "\",\"name\":\"Front desk\"},"
      "{\"id\":\"" TILL_DEMO_TERMINAL_BACK "\",\"name\":\"Back office\"}]" },
    { TILL_SETTING_STATEMENT_LINK, "https://pay.example.com/maple-street" },
  };
  g_autofree char *seed = g_strdup_printf ("%u", self->seed);
  g_autofree char *made_on =
    till_day_is_none (self->made_on) ? NULL : till_day_to_iso (self->made_on);

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    if (!till_store_set_setting (connection, settings[i][0], settings[i][1], actor, now, error))
      return FALSE;

  return till_store_set_setting (connection, TILL_SETTING_DEMO_SEED, seed, actor, now, error) &&
         (made_on == NULL || till_store_set_setting (connection, TILL_SETTING_DEMO_MADE_ON, made_on,
                                                     actor, now, error));
}

static gboolean
write_patients (TillDemoData     *self,
                TillDbConnection *connection,
                const TillActor  *actor,
                TillInstant       now,
                GError          **error)
{
  for (guint i = 0; i < self->patients->len; i++)
    {
      const TillPatient      *known = g_ptr_array_index (self->patients, i);
      g_autoptr (TillPatient) patient = till_patient_copy (known);
      gint64                  id = patient->id;

      if (patient->guarantor_id == id)
        patient->guarantor_id = 0;
      patient->id = 0;
      if (!till_store_add_patient (connection, patient, now, error))
        return FALSE;

      /* The days know their patients by this id. */
      if (patient->id != id)
        {
          g_set_error_literal (
            error, TILL_ERROR, TILL_ERROR_STORE,
            _ ("The demo practice can only be written into an empty practice file"));
          return FALSE;
        }
      if (!till_store_change_patient (connection, known, actor, now, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
till_demo_data_write_practice (TillDemoData     *self,
                               TillDbConnection *connection,
                               TillInstant       now,
                               GError          **error)
{
  g_autoptr (TillActor) actor = NULL;
  gint64                user_id;

  if (!till_store_add_user (connection, "Dana Whitfield", now, &user_id, error))
    return FALSE;
  actor = till_actor_new (user_id, "Dana Whitfield");
  if (!set_settings (self, connection, actor, now, error))
    return FALSE;

  if (!write_patients (self, connection, actor, now, error))
    return FALSE;

  /* A family's treatments are all its members'. */
  for (guint i = 0; i < self->patients->len; i++)
    if (!till_demo_write_open_books (self, connection, g_ptr_array_index (self->patients, i), now,
                                     error))
      return FALSE;

  return till_demo_write_treatments (self, connection, now, error) &&
         till_demo_write_cards (self, connection, actor, error);
}
