/* till-plan-papers.c: the papers of a payment plan, and what is to be done about them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/plans/till-plan-papers.h"

#include <glib/gi18n-lib.h>

struct _TillPlanPapers
{
  AdwBin parent_instance;

  /* Children */
  AdwPreferencesGroup *group; /* made anew each time */
};

G_DEFINE_FINAL_TYPE (TillPlanPapers, till_plan_papers, ADW_TYPE_BIN)

/* ── Rows ────────────────────────────────────────────────────────────────────────────────────── */

static GtkWidget *
new_button (const char *label, const char *action, gint64 id)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", id);

  return button;
}

static AdwActionRow *
add_row (TillPlanPapers *self, const char *title, const char *subtitle)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, subtitle);
  adw_preferences_group_add (self->group, GTK_WIDGET (row));

  return row;
}

static void
add_document (TillPlanPapers *self, TillPractice *practice, const TillPlanDocument *document)
{
  g_autofree char *at = till_instant_format (document->added_at, till_practice_get_zone (practice));
  g_autofree char *size = g_format_size ((guint64) document->n_bytes);
  g_autofree char *words = g_strdup_printf ("%s · %s · %s", at, document->added_by, size);
  const char      *kind = till_document_kind_to_words (document->kind);
  g_autofree char *title = document->version > 1
                             /* Translators: "Agreement", and a number */
                             ? g_strdup_printf (_ ("%s, version %d"), kind, (int) document->version)
                             : g_strdup (kind);
  AdwActionRow    *row = add_row (self, title, words);
  GtkWidget       *save = new_button (_ ("_Save…"), "practice.save-plan-document", document->id);

  adw_action_row_add_suffix (row, save);
}

static void
add_offer (TillPlanPapers *self, const TillPlan *plan)
{
  AdwActionRow *row = add_row (self, _ ("Agreement"),
                               plan->state == TILL_PLAN_PENDING
                                 ? _ ("It waits to be signed: nothing of it is charged")
                                 : _ ("Of the new terms: it waits to be signed"));

  adw_action_row_add_suffix (row,
                             new_button (_ ("_Print…"), "practice.print-plan-agreement", plan->id));
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_plan_papers_class_init (TillPlanPapersClass *klass)
{
}

static void
till_plan_papers_init (TillPlanPapers *self)
{
}

GtkWidget *
till_plan_papers_new (void)
{
  return g_object_new (TILL_TYPE_PLAN_PAPERS, NULL);
}

void
till_plan_papers_show (TillPlanPapers *self,
                       TillPractice   *practice,
                       const TillPlan *plan,
                       gboolean        waits)
{
  g_autoptr (GPtrArray) documents = till_practice_list_plan_documents (practice, plan->id, NULL);
  gboolean              any = documents != NULL && documents->len > 0;

  g_return_if_fail (TILL_IS_PLAN_PAPERS (self));

  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _ ("Papers"));
  if (any)
    adw_preferences_group_set_header_suffix (
      self->group, new_button (_ ("Attach _Scan…"), "practice.attach-plan-scan", plan->id));
  if (waits)
    add_offer (self, plan);
  for (guint i = 0; any && i < documents->len; i++)
    add_document (self, practice, documents->pdata[i]);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
  gtk_widget_set_visible (GTK_WIDGET (self), waits || any);
}
