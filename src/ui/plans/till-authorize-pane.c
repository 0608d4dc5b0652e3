/* till-authorize-pane.c: an agreement on a payment plan, and how it is signed, or sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is shown is what is signed: when terms or card have changed since, nothing is.
 */
#include "ui/plans/till-authorize-pane.h"

#include <glib/gi18n-lib.h>

#include "ui/plans/till-agreement-view.h"
#include "ui/plans/till-new-plan-words.h"
#include "ui/plans/till-plan-send-form.h"
#include "ui/plans/till-signature-pad.h"
#include "ui/widgets/till-entry-guard.h"

struct _TillAuthorizePane
{
  AdwBin parent_instance;

  /* Owned */
  TillPractice  *practice;
  TillPlanPaper *paper; /* NULL: it is being read, or can't be */
  TillPlanScan  *scan;  /* NULL: none is chosen */
  GCancellable  *reading;

  gint64   plan_id;
  gboolean is_reading_scan;
  gboolean is_under_way;
  gboolean closed;
  GBytes  *shown; /* borrowed: in the view */

  /* Template children */
  TillAgreementView *view;
  GtkLabel          *summary;
  GtkLabel          *late;
  GtkLabel          *disclosures;
  GtkCheckButton    *on_screen;
  GtkCheckButton    *on_paper;
  GtkWidget         *remote_row;
  GtkCheckButton    *by_link;
  TillPlanSendForm  *send_form;
  GtkWidget         *name_group;
  GtkWidget         *paper_group;
  GtkWidget         *print;
  GtkWidget         *save;
  AdwActionRow      *scan_row;
  GtkWidget         *drop_scan;
  GtkLabel          *scan_problem;
  AdwEntryRow       *name;
  GtkWidget         *pad_group;
  TillSignaturePad  *pad;
  GtkLabel          *how;
  GtkLabel          *problem;
};

G_DEFINE_FINAL_TYPE (TillAuthorizePane, till_authorize_pane, ADW_TYPE_BIN)

enum
{
  CHANGED,
  CHOOSE_SCAN,
  AUTHORIZED,
  SENT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_words (GtkLabel *label, const char *words)
{
  gtk_label_set_text (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL && *words != '\0');
}

static gboolean
is_on_paper (TillAuthorizePane *self)
{
  return gtk_check_button_get_active (self->on_paper);
}

static gboolean
is_by_link (TillAuthorizePane *self)
{
  return gtk_check_button_get_active (self->by_link);
}

/* ── What is chosen ──────────────────────────────────────────────────────────────────────────── */

static char *
dup_how (TillAuthorizePane *self)
{
  if (is_by_link (self))
    return NULL;
  if (is_on_paper (self))
    return g_strdup (_ ("Authorize it once the paper is signed. The scan can also be attached "
                        "later; without one, keep the paper."));
  if (till_signature_pad_get (self->pad) != NULL)
    return g_strdup (
      _ ("What is drawn is put under the agreement, with the name, the time and your "
         "name."));

  return g_strdup (_ ("The typed name signs, unless something is drawn. Time and your name are put "
                      "beside it."));
}

static void
update (TillAuthorizePane *self)
{
  g_autofree char *how = dup_how (self);

  gtk_widget_set_visible (self->paper_group, is_on_paper (self));
  gtk_widget_set_visible (self->pad_group, !is_on_paper (self) && !is_by_link (self));
  gtk_widget_set_visible (self->name_group, !is_by_link (self));
  gtk_widget_set_visible (GTK_WIDGET (self->send_form), is_by_link (self));
  /* What they say of the card, and of what is overdue, is of a plan that is signed here. */
  gtk_widget_set_visible (GTK_WIDGET (self->summary), self->paper != NULL && !is_by_link (self));
  gtk_widget_set_visible (GTK_WIDGET (self->late),
                          *gtk_label_get_text (self->late) != '\0' && !is_by_link (self));
  gtk_widget_set_sensitive (self->print, self->paper != NULL);
  gtk_widget_set_sensitive (self->save, self->paper != NULL);
  gtk_widget_set_visible (self->drop_scan, self->scan != NULL);
  adw_action_row_set_subtitle (self->scan_row,
                               self->scan != NULL ? self->scan->name : _ ("PDF, PNG or JPEG"));
  show_words (self->how, how);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
changed_cb (TillAuthorizePane *self)
{
  if (self->practice == NULL || self->closed)
    return;
  show_words (self->problem, NULL);
  update (self);
}

/* What is sent says that paying accepts it, and has nothing to sign. */
static void
show_agreement (TillAuthorizePane *self)
{
  GBytes *sent = is_by_link (self) ? till_plan_send_form_get_agreement (self->send_form) : NULL;
  GBytes *pdf = sent != NULL ? sent : self->paper->pdf;

  if (pdf == self->shown)
    return;
  self->shown = pdf;
  till_agreement_view_show (self->view, pdf);
}

static void
form_cb (TillAuthorizePane *self)
{
  if (self->closed || self->paper == NULL)
    return;
  show_agreement (self);
  changed_cb (self);
}

static void
sent_cb (TillAuthorizePane *self)
{
  g_signal_emit (self, signals[SENT], 0);
}

/* On paper nearly always who pays signs; on the screen the name is the signature, and is written by
 * who signs. */
static void
way_cb (TillAuthorizePane *self)
{
  GtkEditable     *name = GTK_EDITABLE (self->name);
  g_autofree char *payer = NULL;

  if (self->paper == NULL)
    return;

  if (is_by_link (self) && !till_plan_send_form_has_begun (self->send_form))
    till_plan_send_form_begin (self->send_form, self->practice, self->plan_id);
  show_agreement (self);
  payer = till_person_name_as_written (self->paper->plan->patient_name);
  if (is_on_paper (self) && *gtk_editable_get_text (name) == '\0')
    gtk_editable_set_text (name, payer);
  else if (!is_on_paper (self) && g_str_equal (gtk_editable_get_text (name), payer))
    gtk_editable_set_text (name, "");
  changed_cb (self);
}

/* ── The scan ────────────────────────────────────────────────────────────────────────────────── */

static void
choose_cb (TillAuthorizePane *self)
{
  g_signal_emit (self, signals[CHOOSE_SCAN], 0);
}

static void
drop_scan_cb (TillAuthorizePane *self)
{
  g_clear_pointer (&self->scan, till_plan_scan_free);
  show_words (self->scan_problem, NULL);
  update (self);
}

static void
scanned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillAuthorizePane) self = user_data;
  g_autoptr (GError)            error = NULL;
  TillPlanScan *scan = till_practice_read_scan_finish (TILL_PRACTICE (source), result, &error);

  if (self->closed)
    {
      till_plan_scan_free (scan);
      return;
    }
  self->is_reading_scan = FALSE;
  if (scan != NULL)
    {
      g_clear_pointer (&self->scan, till_plan_scan_free);
      self->scan = scan;
    }
  show_words (self->scan_problem, error != NULL ? error->message : NULL);
  update (self);
}

void
till_authorize_pane_take_scan (TillAuthorizePane *self, const char *path)
{
  g_return_if_fail (TILL_IS_AUTHORIZE_PANE (self));

  if (self->closed || self->is_reading_scan || self->is_under_way)
    return;

  self->is_reading_scan = TRUE;
  till_practice_read_scan_async (self->practice, path, self->reading, scanned_cb,
                                 g_object_ref (self));
  update (self);
}

/* ── The deed ────────────────────────────────────────────────────────────────────────────────── */

gboolean
till_authorize_pane_can_authorize (TillAuthorizePane *self)
{
  if (is_by_link (self))
    return till_plan_send_form_can_send (self->send_form);

  return self->paper != NULL && !self->is_reading_scan && !self->is_under_way &&
         *gtk_editable_get_text (GTK_EDITABLE (self->name)) != '\0';
}

gboolean
till_authorize_pane_is_under_way (TillAuthorizePane *self)
{
  return self->is_under_way || till_plan_send_form_is_under_way (self->send_form);
}

const char *
till_authorize_pane_get_deed (TillAuthorizePane *self)
{
  return is_by_link (self) ? _ ("_Send") : _ ("_Authorize");
}

static void
authorized_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillAuthorizePane) self = user_data;
  g_autoptr (GError)            error = NULL;
  gboolean good = till_practice_keep_papers_finish (TILL_PRACTICE (source), result, &error);

  self->is_under_way = FALSE;
  if (self->closed)
    return;
  if (good)
    {
      g_signal_emit (self, signals[AUTHORIZED], 0);
      return;
    }
  show_words (self->problem, error->message);
  update (self);
}

void
till_authorize_pane_authorize (TillAuthorizePane *self)
{
  TillPlanSigning signing = { .paper = self->paper };

  if (!till_authorize_pane_can_authorize (self))
    return;
  if (is_by_link (self))
    {
      till_plan_send_form_send (self->send_form);
      return;
    }

  signing.how = is_on_paper (self) ? TILL_AUTHORIZED_PAPER : TILL_AUTHORIZED_SCREEN;
  signing.name = gtk_editable_get_text (GTK_EDITABLE (self->name));
  if (is_on_paper (self))
    signing.scan = self->scan;
  else
    signing.signature = till_signature_pad_get (self->pad);
  self->is_under_way = TRUE;
  till_practice_authorize_plan_async (self->practice, &signing, authorized_cb, g_object_ref (self));
  changed_cb (self);
}

static void
print_cb (TillAuthorizePane *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "practice.print-plan-agreement", "x",
                              self->plan_id);
}

static void
save_cb (TillAuthorizePane *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "practice.save-plan-agreement", "x",
                              self->plan_id);
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillAuthorizePane) self = user_data;
  g_autoptr (GError)            error = NULL;
  TillPlanPaper   *paper = till_practice_agreement_finish (TILL_PRACTICE (source), result, &error);
  g_autofree char *summary = NULL;
  g_autofree char *late = NULL;

  if (self->closed)
    {
      till_plan_paper_free (paper);
      return;
    }
  if (paper == NULL)
    {
      show_words (self->problem, error->message);
      return;
    }

  g_clear_pointer (&self->paper, till_plan_paper_free);
  self->paper = paper;
  summary = till_new_plan_words_paper (paper);
  late = till_new_plan_words_late (paper, till_practice_get_today (self->practice));
  show_words (self->summary, summary);
  gtk_label_set_text (self->late, late != NULL ? late : "");
  show_words (self->disclosures, paper->left == NULL ? till_new_plan_words_disclosures (
                                                         &paper->version->terms, paper->n_standing)
                                                     : NULL);
  gtk_widget_set_visible (self->remote_row, paper->plan->state == TILL_PLAN_PENDING);
  way_cb (self);
}

static void
till_authorize_pane_dispose (GObject *object)
{
  TillAuthorizePane *self = TILL_AUTHORIZE_PANE (object);

  self->closed = TRUE;
  g_cancellable_cancel (self->reading);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_AUTHORIZE_PANE);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->paper, till_plan_paper_free);
  g_clear_pointer (&self->scan, till_plan_scan_free);

  G_OBJECT_CLASS (till_authorize_pane_parent_class)->dispose (object);
}

static void
till_authorize_pane_finalize (GObject *object)
{
  g_object_unref (TILL_AUTHORIZE_PANE (object)->reading);

  G_OBJECT_CLASS (till_authorize_pane_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, TillAuthorizePane, view);
  gtk_widget_class_bind_template_child (widget_class, TillAuthorizePane, summary);
  gtk_widget_class_bind_template_child (widget_class, TillAuthorizePane, late);
  gtk_widget_class_bind_template_child (widget_class, TillAuthorizePane, disclosures);
  gtk_widget_class_bind_template_child (widget_class, TillAuthorizePane, on_screen);
  gtk_widget_class_bind_template_child (widget_class, TillAuthorizePane, on_paper);
  gtk_widget_class_bind_template_child (widget_class, TillAuthorizePane, remote_row);
  gtk_widget_class_bind_template_child (widget_class, TillAuthorizePane, by_link);
  gtk_widget_class_bind_template_child (widget_class, TillAuthorizePane, send_form);
  gtk_widget_class_bind_template_child (widget_class, TillAuthorizePane, name_group);
  gtk_widget_class_bind_template_child (widget_class, TillAuthorizePane, paper_group);
  gtk_widget_class_bind_template_child (widget_class, TillAuthorizePane, print);
  gtk_widget_class_bind_template_child (widget_class, TillAuthorizePane, save);
  gtk_widget_class_bind_template_child (widget_class, TillAuthorizePane, scan_row);
  gtk_widget_class_bind_template_child (widget_class, TillAuthorizePane, drop_scan);
  gtk_widget_class_bind_template_child (widget_class, TillAuthorizePane, scan_problem);
  gtk_widget_class_bind_template_child (widget_class, TillAuthorizePane, name);
  gtk_widget_class_bind_template_child (widget_class, TillAuthorizePane, pad_group);
  gtk_widget_class_bind_template_child (widget_class, TillAuthorizePane, pad);
  gtk_widget_class_bind_template_child (widget_class, TillAuthorizePane, how);
  gtk_widget_class_bind_template_child (widget_class, TillAuthorizePane, problem);
}

static void
till_authorize_pane_class_init (TillAuthorizePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_authorize_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_authorize_pane_finalize;

  signals[CHANGED] = g_signal_new ("changed", TILL_TYPE_AUTHORIZE_PANE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[CHOOSE_SCAN] = g_signal_new ("choose-scan", TILL_TYPE_AUTHORIZE_PANE, G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[AUTHORIZED] = g_signal_new ("authorized", TILL_TYPE_AUTHORIZE_PANE, G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SENT] = g_signal_new ("sent", TILL_TYPE_AUTHORIZE_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  g_type_ensure (TILL_TYPE_AGREEMENT_VIEW);
  g_type_ensure (TILL_TYPE_PLAN_SEND_FORM);
  g_type_ensure (TILL_TYPE_SIGNATURE_PAD);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/plans/till-authorize-pane.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, way_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_cb);
  gtk_widget_class_bind_template_callback (widget_class, sent_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, drop_scan_cb);
  gtk_widget_class_bind_template_callback (widget_class, print_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
till_authorize_pane_init (TillAuthorizePane *self)
{
  self->reading = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  till_entry_guard (GTK_WIDGET (self->name));
}

void
till_authorize_pane_begin (TillAuthorizePane *self, TillPractice *practice, gint64 plan_id)
{
  g_return_if_fail (TILL_IS_AUTHORIZE_PANE (self));
  g_return_if_fail (self->practice == NULL);

  self->practice = g_object_ref (practice);
  self->plan_id = plan_id;
  update (self);
  till_practice_open_agreement_async (practice, plan_id, self->reading, opened_cb,
                                      g_object_ref (self));
}

void
till_authorize_pane_focus (TillAuthorizePane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}
