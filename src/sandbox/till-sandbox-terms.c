/* till-sandbox-terms.c: what the processor has agreed with the practice, and what goes odd with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-terms.h"

#include "core/till-error.h"

#define USUAL_FEES "2.59%+0.10"

static guint
number (GMatchInfo *match, const char *name)
{
  g_autofree char *text = g_match_info_fetch_named (match, name);

  return (guint) g_ascii_strtoull (text, NULL, 10);
}

static gboolean
read_fees (TillSandboxTerms *self, GError **error)
{
  g_autoptr (GRegex)     form = g_regex_new ("^(?<whole>\\d{1,2})\\.(?<part>\\d\\d)%"
                                                 "\\+(?<dollars>\\d{1,3})\\.(?<cents>\\d\\d)$",
                                             0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  if (*self->fees == '\0')
    return TRUE;
  if (!g_regex_match (form, self->fees, 0, &match))
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                   "“%s” are no fees; write for example 2.59%%+0.10", self->fees);
      return FALSE;
    }

  self->rate = number (match, "whole") * 100 + number (match, "part");
  self->item = till_money (number (match, "dollars") * 100 + number (match, "cents"));

  return TRUE;
}

static gboolean
read_conveyed (TillSandboxTerms *self, GError **error)
{
  static const char *const known[] = { "VISA",     "MASTERCARD",  "AMERICAN EXPRESS",
                                       "DISCOVER", "DINERS CLUB", "JCB",
                                       NULL };

  self->brands = g_strsplit (self->conveyed, ",", -1);
  for (char **brand = self->brands; *brand != NULL; brand++)
    {
      if (g_strv_contains (known, g_strstrip (*brand)))
        continue;

      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                   "“%s” is no brand; write for example AMERICAN EXPRESS", *brand);
      return FALSE;
    }

  return TRUE;
}

TillSandboxTerms *
till_sandbox_terms_new (const char *fees,
                        const char *conveyed,
                        const char *oddities,
                        guint64     seed,
                        GError    **error)
{
  g_autoptr (TillSandboxTerms) self = g_new0 (TillSandboxTerms, 1);

  self->fees = g_strdup (fees != NULL ? fees : USUAL_FEES);
  self->conveyed = g_strdup (conveyed != NULL ? conveyed : "");
  self->oddities = till_sandbox_oddities_new (oddities, seed, error);
  if (self->oddities == NULL || !read_fees (self, error) || !read_conveyed (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
till_sandbox_terms_free (TillSandboxTerms *self)
{
  g_clear_pointer (&self->oddities, till_sandbox_oddities_free);
  g_strfreev (self->brands);
  g_free (self->fees);
  g_free (self->conveyed);
  g_free (self);
}

TillMoney
till_sandbox_terms_fee (const TillSandboxTerms *self, TillMoney sales, guint n_items)
{
  return till_money ((sales.cents * self->rate + 5000) / 10000 + self->item.cents * n_items);
}

gboolean
till_sandbox_terms_conveys (const TillSandboxTerms *self, const char *brand)
{
  return brand != NULL && g_strv_contains ((const char *const *) self->brands, brand);
}
