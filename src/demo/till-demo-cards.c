/* till-demo-cards.c: cards on file: of those who pay by plans, and of a few others
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "demo/till-demo-private.h"
#include "store/till-store-cards.h"

#define PROCESSOR "clearent"

typedef struct
{
  const char *brand;
  const char *aid;
  const char *label;
} Scheme;

/* As the sandbox answers for them. */
static const Scheme schemes[] = {
  { "Visa", "A0000000031010", "VISA CREDIT" },
  { "Mastercard", "A0000000041010", "MASTERCARD" },
  { "American Express", "A000000025010801", "AMERICAN EXPRESS" },
  { "Discover", "A0000001523010", "DISCOVER" },
};

void
till_demo_draw_card (TillDemoData *self,
                     guint         patient,
                     guint         which,
                     TillDay       day,
                     gboolean      with_chip,
                     TillCard     *card)
{
  static const guint weights[] = { 52, 28, 9, 11, 0 };
  TillDemoRandom     random = till_demo_random (self->seed, TILL_DEMO_CARD, patient, which);
  const Scheme      *scheme = &schemes[till_demo_random_weighted (&random, weights)];
  int                phase = till_demo_random_between (&random, 0, 3);
  int                year;
  int                month;
  int                day_of_month;

  till_day_get_ymd (day, &year, &month, &day_of_month);
  card->brand = g_strdup (scheme->brand);
  card->last_four = g_strdup_printf ("%04u", till_demo_random_below (&random, 10000));
  card->expiry = g_strdup_printf ("%02d%02d", till_demo_random_between (&random, 1, 12),
                                  (year + 4 - (year + phase) % 4) % 100);
  if (with_chip)
    {
      card->aid = g_strdup (scheme->aid);
      card->application_label = g_strdup (scheme->label);
    }
}

/* ── On file ─────────────────────────────────────────────────────────────────────────────────── */

static void
filed_card_free (gpointer data)
{
  TillDemoFiledCard *self = data;

  till_card_clear (&self->card);
  g_free (self->token);
  g_free (self);
}

GPtrArray *
till_demo_new_filed_cards (void)
{
  return g_ptr_array_new_with_free_func (filed_card_free);
}

/* In the form of the sandbox's own: no scheme's numbers begin with 1100. */
static char *
draw_token (TillDemoData *self, const TillDemoFiledCard *card)
{
  TillDemoRandom random =
    till_demo_random (self->seed, TILL_DEMO_TOKEN, card->patient, card->is_backup);
  guint first = till_demo_random_below (&random, 10000);

  return g_strdup_printf ("1100%04u%07u%s", first, till_demo_random_below (&random, 10000000),
                          card->card.last_four);
}

TillDemoFiledCard *
till_demo_file_card (TillDemoData *self, guint patient, gboolean is_backup, TillInstant agreed_at)
{
  TillDemoFiledCard *card = g_new0 (TillDemoFiledCard, 1);

  card->patient = patient;
  card->is_backup = is_backup;
  card->agreed_at = agreed_at;
  /* The one that is shown at the desk, too. */
  till_demo_draw_card (self, patient, is_backup ? 1 : 0, self->made_on, FALSE, &card->card);
  card->token = draw_token (self, card);
  g_ptr_array_add (self->cards, card);

  return card;
}

/* ── As the sandbox takes them ───────────────────────────────────────────────────────────────── */

/* None of the texts has a character that JSON would escape. */
char *
till_demo_data_cards_to_json (TillDemoData *self)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < self->cards->len; i++)
    {
      const TillDemoFiledCard *card = self->cards->pdata[i];
      const TillPatient       *patient = self->patients->pdata[card->patient];
      g_autofree char         *brand = g_ascii_strup (card->card.brand, -1);

      g_string_append_printf (json,
                              "%s{\"token-id\":\"%s\",\"last-four-digits\":\"%s\","
                              "\"card-type\":\"%s\",\"exp-date\":\"%s\",\"customer-key\":\"%s\"}",
                              i > 0 ? "," : "", card->token, card->card.last_four, brand,
                              card->card.expiry, patient->number);
    }
  g_string_append_c (json, ']');

  return g_string_free (json, FALSE);
}

/* ── In the store ────────────────────────────────────────────────────────────────────────────── */

static TillFiledCard *
make_record (TillDemoData *self, const TillDemoFiledCard *card, const TillActor *actor)
{
  static const TillCardOrigin origins[] = { TILL_CARD_OF_PAGE, TILL_CARD_OF_TERMINAL,
                                            TILL_CARD_OF_VIRTUAL };
  const TillPatient          *patient = self->patients->pdata[card->patient];
  TillFiledCard              *record = till_filed_card_new ();
  gboolean                    on_page;

  record->origin = origins[card->patient % G_N_ELEMENTS (origins)];
  on_page = record->origin == TILL_CARD_OF_PAGE;
  record->processor = g_strdup (PROCESSOR);
  record->token = g_strdup (card->token);
  record->customer = g_strdup (patient->number);
  record->guarantor_id = patient->guarantor_id;
  record->brand = g_strdup (card->card.brand);
  record->last_four = g_strdup (card->card.last_four);
  record->expires = till_card_expiry_day (card->card.expiry);
  record->consent_wording = till_card_consent_words (TILL_DEMO_PRACTICE);
  record->consent_at = card->agreed_at;
  record->consent_by = g_strdup (on_page ? patient->name : actor->name);
  record->consent_how = on_page ? TILL_CARD_AGREED_ON_PAGE : TILL_CARD_AGREED_AT_DESK;

  return record;
}

static gboolean
write_card (TillDemoData            *self,
            TillDbConnection        *connection,
            const TillDemoFiledCard *card,
            const TillActor         *actor,
            GError                 **error)
{
  g_autoptr (TillFiledCard) record = make_record (self, card, actor);
  gboolean                  is_news;

  if (!till_store_keep_card (connection, record, actor, card->agreed_at, &is_news, error))
    return FALSE;

  return !card->is_backup ||
         (till_store_set_card_role (connection, record->id, TILL_CARD_BACKUP, actor,
                                    card->agreed_at, error) &&
          till_store_name_card (connection, record->id, "HSA card", actor, card->agreed_at, error));
}

gboolean
till_demo_write_cards (TillDemoData     *self,
                       TillDbConnection *connection,
                       const TillActor  *actor,
                       GError          **error)
{
  for (guint i = 0; i < self->cards->len; i++)
    if (!write_card (self, connection, self->cards->pdata[i], actor, error))
      return FALSE;

  return TRUE;
}

gboolean
till_demo_find_card_id (TillDbConnection        *connection,
                        const TillDemoFiledCard *card,
                        gint64                  *id,
                        GError                 **error)
{
  g_autoptr (GError)        failure = NULL;
  g_autoptr (TillFiledCard) record = NULL;

  *id = 0;
  if (card == NULL)
    return TRUE;

  record = till_store_find_card (connection, PROCESSOR, card->token, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  *id = record != NULL ? record->id : 0;

  return TRUE;
}
