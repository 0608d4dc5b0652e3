/* till-sandbox-faults.c: what goes wrong on purpose
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-faults.h"

#include <string.h>

#include "core/till-error.h"
#include "sandbox/till-sandbox-spec.h"

#define LONGEST_DELAY_MS 600000

typedef struct
{
  TillSandboxFault fault;
  guint            delay_ms;
  char            *part;    /* NULL: every call */
  guint            percent; /* or, when 0: */
  guint            first;
  guint            last;
  guint            n_calls;
} Rule;

struct _TillSandboxFaults
{
  guint64    seed;
  char      *spec;
  GPtrArray *rules;
  guint      n_struck;
};

static const char *const kinds[] = {
  "none",        "delay",         "timeout",       "timeout-before", "reset-before",
  "reset-after", "500-before",    "500-after",     "truncated",      "not-json",
  "duplicate",   "wrong-invoice", "third-decimal", "unknown-type",   "page-missing",
  "last-lies",   "no-number",     "row-hidden",    "no-funds",       "lost-card",
  "counts-more",
};

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == TILL_SANDBOX_FAULT_COUNTS_MORE + 1);

static void
rule_free (gpointer data)
{
  Rule *rule = data;

  g_free (rule->part);
  g_free (rule);
}

static guint
number (GMatchInfo *match, const char *name)
{
  g_autofree char *text = g_match_info_fetch_named (match, name);
  guint64          value = 0;

  if (text == NULL || *text == '\0')
    return 0;

  return g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &value, NULL) ? (guint) value : 0;
}

static TillSandboxFault
fault_from_name (const char *name)
{
  for (guint i = 1; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_strcmp0 (kinds[i], name) == 0)
        return (TillSandboxFault) i;
    }

  return TILL_SANDBOX_FAULT_NONE;
}

static gboolean
rule_makes_sense (const Rule *rule, gboolean has_delay)
{
  gboolean delays = rule->fault == TILL_SANDBOX_FAULT_DELAY;

  return rule->fault != TILL_SANDBOX_FAULT_NONE && delays == has_delay &&
         rule->delay_ms <= LONGEST_DELAY_MS && rule->percent <= 100 &&
         (rule->percent > 0 || (rule->first > 0 && rule->first <= rule->last));
}

static gpointer
rule_parse (const char *text, GError **error)
{
  g_autoptr (GRegex) form = g_regex_new ("^(?<kind>[a-z0-9-]+)(?::(?<ms>\\d+))?(?:@(?<part>[^=]+))?"
                                         "=(?:(?<rate>\\d+)%|#(?<first>\\d+)(?:-(?<last>\\d+))?)$",
                                         0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char       *kind = NULL;
  g_autofree char       *ms = NULL;
  g_autofree char       *last = NULL;
  Rule                  *rule = g_new0 (Rule, 1);

  if (g_regex_match (form, text, 0, &match))
    {
      kind = g_match_info_fetch_named (match, "kind");
      ms = g_match_info_fetch_named (match, "ms");
      last = g_match_info_fetch_named (match, "last");
      rule->fault = fault_from_name (kind);
      rule->delay_ms = number (match, "ms");
      rule->part = g_match_info_fetch_named (match, "part");
      rule->percent = number (match, "rate");
      rule->first = number (match, "first");
      rule->last = last != NULL && *last != '\0' ? number (match, "last") : rule->first;
    }
  if (rule->part != NULL && *rule->part == '\0')
    g_clear_pointer (&rule->part, g_free);

  if (rule_makes_sense (rule, ms != NULL && *ms != '\0'))
    return rule;

  g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
               "“%s” is no fault; write KIND[:MS][@PART]=RATE%% or =#N or =#N-M", text);
  rule_free (rule);

  return NULL;
}

TillSandboxFaults *
till_sandbox_faults_new (const char *spec, guint64 seed, GError **error)
{
  g_autoptr (TillSandboxFaults) self = g_new0 (TillSandboxFaults, 1);

  self->seed = seed;
  self->spec = g_strdup (spec != NULL ? spec : "");
  self->rules = till_sandbox_spec_read (spec, rule_parse, rule_free, error);

  return self->rules != NULL ? g_steal_pointer (&self) : NULL;
}

void
till_sandbox_faults_free (TillSandboxFaults *self)
{
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_free (self->spec);
  g_free (self);
}

const char *
till_sandbox_faults_get_spec (TillSandboxFaults *self)
{
  return self->spec;
}

guint
till_sandbox_faults_get_n_struck (TillSandboxFaults *self)
{
  return self->n_struck;
}

static gboolean
rule_strikes (Rule *rule, guint64 seed, guint index)
{
  rule->n_calls++;
  if (rule->percent > 0)
    return till_sandbox_draw (seed + index, rule->n_calls, "fault") % 100 < rule->percent;

  return rule->n_calls >= rule->first && rule->n_calls <= rule->last;
}

TillSandboxFault
till_sandbox_faults_next (TillSandboxFaults *self,
                          const char        *method,
                          const char        *path,
                          guint             *delay_ms)
{
  g_autofree char *line = g_strconcat (method, " ", path, NULL);
  TillSandboxFault fault = TILL_SANDBOX_FAULT_NONE;

  *delay_ms = 0;
  for (guint i = 0; i < self->rules->len; i++)
    {
      Rule *rule = g_ptr_array_index (self->rules, i);

      if (rule->part != NULL && strstr (line, rule->part) == NULL)
        continue;
      if (!rule_strikes (rule, self->seed, i))
        continue;

      if (rule->fault == TILL_SANDBOX_FAULT_DELAY)
        *delay_ms += rule->delay_ms;
      else if (fault == TILL_SANDBOX_FAULT_NONE)
        fault = rule->fault;
    }
  if (fault != TILL_SANDBOX_FAULT_NONE)
    self->n_struck++;

  return fault;
}

guint64
till_sandbox_draw (guint64 seed, guint64 n, const char *what)
{
  guint64 mix = seed * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + n;

  for (; *what != '\0'; what++)
    mix = (mix ^ (guint8) *what) * G_GUINT64_CONSTANT (0x100000001b3);

  /* splitmix64's last steps, so that neighbours differ in every bit. */
  mix = (mix ^ (mix >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  mix = (mix ^ (mix >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return mix ^ (mix >> 31);
}
