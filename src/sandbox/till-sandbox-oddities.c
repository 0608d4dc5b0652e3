/* till-sandbox-oddities.c: what is odd about a batch on purpose
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-oddities.h"

#include "core/till-error.h"
#include "sandbox/till-sandbox-faults.h"
#include "sandbox/till-sandbox-spec.h"

#define LARGEST_N 100000

typedef struct
{
  TillSandboxOddity oddity;
  guint             n;
  TillDay           day;      /* TILL_DAY_NONE: any, by the rate */
  char             *terminal; /* its id's end; "" for any */
  guint             percent;
} Rule;

struct _TillSandboxOddities
{
  guint64    seed;
  char      *spec;
  GPtrArray *rules;
};

static const struct
{
  const char *name;
  guint       n;
} kinds[] = {
  { "late", 2 },           { "together", 0 },   { "split", 0 },          { "details-late", 20 },
  { "partial", 0 },        { "fees-late", 0 },  { "contradicts", 1240 }, { "chargeback", 3 },
  { "chargeback-won", 3 }, { "ach-return", 2 },
};

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == TILL_SANDBOX_ACH_RETURN + 1);

static void
rule_free (gpointer data)
{
  Rule *rule = data;

  g_free (rule->terminal);
  g_free (rule);
}

/* FALSE when it is there and out of range. */
static gboolean
read_number (GMatchInfo *match, const char *name, guint largest, guint *number)
{
  g_autofree char *text = g_match_info_fetch_named (match, name);
  guint64          value;

  if (text == NULL || *text == '\0')
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 1, largest, &value, NULL))
    return FALSE;

  *number = (guint) value;

  return TRUE;
}

static gboolean
rule_read (Rule *rule, GMatchInfo *match)
{
  g_autofree char *kind = g_match_info_fetch_named (match, "kind");
  g_autofree char *day = g_match_info_fetch_named (match, "day");
  guint            i = 0;

  while (i < G_N_ELEMENTS (kinds) && g_strcmp0 (kinds[i].name, kind) != 0)
    i++;
  if (i == G_N_ELEMENTS (kinds))
    return FALSE;

  rule->oddity = (TillSandboxOddity) i;
  rule->n = kinds[i].n;
  rule->terminal = g_match_info_fetch_named (match, "terminal");
  rule->day = day != NULL && *day != '\0' ? till_day_from_iso (day) : TILL_DAY_NONE;

  return read_number (match, "n", LARGEST_N, &rule->n) &&
         read_number (match, "rate", 100, &rule->percent) &&
         till_day_is_none (rule->day) == (rule->percent > 0);
}

static gpointer
rule_parse (const char *text, GError **error)
{
  g_autoptr (GRegex) form =
    g_regex_new ("^(?<kind>[a-z-]+)(?::(?<n>\\d+))?"
                 "(?:@(?<day>\\d{4}-\\d\\d-\\d\\d)(?:/(?<terminal>\\d+))?|=(?<rate>\\d+)%)$",
                 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  Rule                  *rule = g_new0 (Rule, 1);

  if (g_regex_match (form, text, 0, &match) && rule_read (rule, match))
    return rule;

  g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
               "“%s” is no oddity; write KIND[:N]@DAY[/TERMINAL] or KIND[:N]=RATE%%", text);
  rule_free (rule);

  return NULL;
}

TillSandboxOddities *
till_sandbox_oddities_new (const char *spec, guint64 seed, GError **error)
{
  g_autoptr (TillSandboxOddities) self = g_new0 (TillSandboxOddities, 1);

  self->seed = seed;
  self->spec = g_strdup (spec != NULL ? spec : "");
  self->rules = till_sandbox_spec_read (spec, rule_parse, rule_free, error);

  return self->rules != NULL ? g_steal_pointer (&self) : NULL;
}

void
till_sandbox_oddities_free (TillSandboxOddities *self)
{
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_free (self->spec);
  g_free (self);
}

const char *
till_sandbox_oddities_get_spec (TillSandboxOddities *self)
{
  return self->spec;
}

const char *
till_sandbox_oddity_name (TillSandboxOddity oddity)
{
  return kinds[oddity].name;
}

static gboolean
rule_strikes (const Rule *rule, guint64 seed, TillDay day, const char *terminal, gint64 batch)
{
  guint64 number = 0;

  if (!till_day_is_none (rule->day))
    return till_day_compare (rule->day, day) == 0 && g_str_has_suffix (terminal, rule->terminal);

  g_ascii_string_to_unsigned (terminal, 10, 0, G_MAXUINT64, &number, NULL);

  return till_sandbox_draw (seed + number, (guint64) batch, kinds[rule->oddity].name) % 100 <
         rule->percent;
}

gboolean
till_sandbox_oddities_strike (TillSandboxOddities *self,
                              TillSandboxOddity    oddity,
                              TillDay              day,
                              const char          *terminal,
                              gint64               batch,
                              guint               *n)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = g_ptr_array_index (self->rules, i);

      if (rule->oddity != oddity || !rule_strikes (rule, self->seed, day, terminal, batch))
        continue;

      *n = rule->n;
      return TRUE;
    }

  return FALSE;
}
