/* test-plan-terms-form.c: the terms of a payment plan, as they are entered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-test-ui.h"
#include "ui/plans/till-plan-terms-form.h"

static const char *const amounts[] = { "Each installment", "Amount to pay off", "Down payment",
                                       "Fee" };

static void
assert_amounts (GtkWidget *form, const char *const expected[])
{
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (ui_field (form, amounts[i]))), ==,
                     expected[i]);
}

/* What was entered of one who pays is not the next one’s, nor what is solved by what. */
static void
test_begin_anew (void)
{
  GtkWidget         *form = g_object_new (TILL_TYPE_PLAN_TERMS_FORM, NULL);
  GtkWidget         *window = ui_window_around (form, 700, 800);
  TillPlanTermsForm *self = TILL_PLAN_TERMS_FORM (form);
  const TillDay      today = till_day (2026, 11, 30);

  till_test_present (window);
  till_plan_terms_form_begin (self, till_money (10000), today);
  assert_amounts (form, (const char *const[]){ "$25.00", "$100.00", "", "" });
  for (guint i = G_N_ELEMENTS (amounts); i > 0; i--)
    ui_write (ui_field (form, amounts[i - 1]), "7");

  till_plan_terms_form_begin (self, till_money (0), today);
  assert_amounts (form, (const char *const[]){ "", "", "", "" });
  g_assert_true (till_plan_terms_form_is_blank (self));
  ui_write (ui_field (form, "Amount to pay off"), "80");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (ui_field (form, amounts[0]))), ==,
                   "$20.00");

  till_plan_terms_form_begin (self, till_money (20000), today);
  assert_amounts (form, (const char *const[]){ "$50.00", "$200.00", "", "" });
  ui_end (window);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/plan-terms-form/begin-anew", test_begin_anew);

  return g_test_run ();
}
