/* till-payment-progress.c: what happens to a payment while the desk waits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/collect/till-payment-progress.h"

#include <glib/gi18n-lib.h>

struct _TillPaymentProgress
{
  AdwBin parent_instance;

  /* Owned */
  TillTakePayment *payment;
  TillMethod       method;

  /* Children */
  GtkSpinner *spinner;
  GtkImage   *sign;
  GtkLabel   *title;
  GtkLabel   *words;
  GtkLabel   *decline;
  GtkLabel   *page_problem;
  GtkWidget  *cancel;
  GtkWidget  *open_page;
  GtkWidget  *again;
  GtkWidget  *download;
  GtkWidget  *print;
  GtkWidget  *done;
};

G_DEFINE_FINAL_TYPE (TillPaymentProgress, till_payment_progress, ADW_TYPE_BIN)

enum
{
  DONE,
  AGAIN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What each phase shows: title, icon (NULL: the spinner turns) and its colour. */
static const struct
{
  TillPaymentPhase phase;
  const char      *title;
  const char      *icon;
  const char      *css;
} looks[] = {
  { TILL_PAYMENT_IDLE, N_ ("Preparing…"), NULL, NULL },
  { TILL_PAYMENT_PREPARING, N_ ("Preparing…"), NULL, NULL },
  { TILL_PAYMENT_WAITING_FOR_CARD, N_ ("Waiting for Card"), NULL, NULL },
  { TILL_PAYMENT_PROCESSING, N_ ("Processing…"), NULL, NULL },
  { TILL_PAYMENT_WAITING_FOR_PAGE, N_ ("Waiting for the Payment Page"), NULL, NULL },
  { TILL_PAYMENT_CHECKING, N_ ("Checking with the Processor"), NULL, NULL },
  { TILL_PAYMENT_APPROVED, N_ ("Payment Approved"), "emblem-ok-symbolic", "success" },
  { TILL_PAYMENT_DECLINED, N_ ("Declined"), "action-unavailable-symbolic", "error" },
  { TILL_PAYMENT_REFUSED, N_ ("Nothing Was Taken"), "dialog-warning-symbolic", "warning" },
  { TILL_PAYMENT_DUPLICATE, N_ ("Refused as Duplicate"), "dialog-warning-symbolic", "warning" },
  { TILL_PAYMENT_NOT_FOUND, N_ ("Nothing Was Taken"), "dialog-warning-symbolic", "warning" },
  { TILL_PAYMENT_ABANDONED, N_ ("Payment Page Given Up"), "dialog-warning-symbolic", "warning" },
};

static void
show_sign (TillPaymentProgress *self, TillPaymentPhase phase)
{
  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      if (looks[i].css != NULL)
        gtk_widget_remove_css_class (GTK_WIDGET (self->sign), looks[i].css);
      if (looks[i].phase != phase)
        continue;

      gtk_label_set_text (self->title,
                          phase == TILL_PAYMENT_APPROVED && !till_method_is_card (self->method)
                            ? _ ("Payment Recorded")
                            : _ (looks[i].title));
      gtk_widget_set_visible (GTK_WIDGET (self->spinner), looks[i].icon == NULL);
      gtk_spinner_set_spinning (self->spinner, looks[i].icon == NULL);
      gtk_widget_set_visible (GTK_WIDGET (self->sign), looks[i].icon != NULL);
      if (looks[i].icon != NULL)
        gtk_image_set_from_icon_name (self->sign, looks[i].icon);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      if (looks[i].phase == phase && looks[i].css != NULL)
        gtk_widget_add_css_class (GTK_WIDGET (self->sign), looks[i].css);
    }
}

static void
update (TillPaymentProgress *self)
{
  TillPaymentPhase phase = till_take_payment_get_phase (self->payment);
  const char      *words = till_take_payment_get_words (self->payment);
  gboolean         approved = phase == TILL_PAYMENT_APPROVED;
  gboolean         failed = phase == TILL_PAYMENT_DECLINED || phase == TILL_PAYMENT_REFUSED ||
                    phase == TILL_PAYMENT_NOT_FOUND || phase == TILL_PAYMENT_DUPLICATE ||
                    phase == TILL_PAYMENT_ABANDONED;
  gboolean         no_browser;
  g_autofree char *decline = NULL;

  show_sign (self, phase);
  gtk_label_set_text (self->words, words != NULL ? words : "");
  g_object_get (self->payment, "last-decline", &decline, NULL);
  gtk_label_set_text (self->decline, decline != NULL ? decline : "");
  /* Of the page only: once it is paid, an earlier try is of no concern to the patient. */
  gtk_widget_set_visible (GTK_WIDGET (self->decline),
                          decline != NULL && phase == TILL_PAYMENT_WAITING_FOR_PAGE);

  no_browser =
    phase == TILL_PAYMENT_WAITING_FOR_PAGE && *gtk_label_get_text (self->page_problem) != '\0';
  gtk_widget_set_visible (GTK_WIDGET (self->page_problem), no_browser);
  gtk_widget_set_visible (GTK_WIDGET (self->words), !no_browser);

  gtk_widget_set_visible (self->cancel, phase == TILL_PAYMENT_WAITING_FOR_CARD ||
                                          phase == TILL_PAYMENT_WAITING_FOR_PAGE);
  gtk_widget_set_visible (self->open_page, phase == TILL_PAYMENT_WAITING_FOR_PAGE);
  gtk_widget_set_visible (self->again, failed);
  gtk_widget_set_visible (self->download, approved);
  gtk_widget_set_visible (self->print, approved);
  gtk_widget_set_visible (self->done, approved || failed || phase == TILL_PAYMENT_CHECKING);
  if (approved)
    gtk_widget_grab_focus (self->done);
}

/* The payment waits all the same: the page can be opened by hand, here or on another computer. */
static void
page_shown_cb (GObject *window, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPaymentProgress) self = user_data;
  g_autoptr (GError)              error = NULL;
  g_autofree char                *words = NULL;
  gboolean    shown = gtk_show_uri_full_finish (GTK_WINDOW (window), result, &error);
  const char *page = self->payment != NULL ? till_take_payment_get_page (self->payment) : NULL;

  if (page == NULL)
    return;
  if (!shown)
    words = g_strdup_printf (
      _ ("The browser could not be opened (%s). Open this address in one yourself:\n%s"),
      error->message, page);
  gtk_label_set_text (self->page_problem, words != NULL ? words : "");
  update (self);
}

void
till_payment_progress_open_page (TillPaymentProgress *self)
{
  const char *page;
  GtkRoot    *root;

  g_return_if_fail (TILL_IS_PAYMENT_PROGRESS (self));

  page = till_take_payment_get_page (self->payment);
  root = gtk_widget_get_root (GTK_WIDGET (self));
  if (page != NULL && GTK_IS_WINDOW (root))
    gtk_show_uri_full (GTK_WINDOW (root), page, GDK_CURRENT_TIME, NULL, page_shown_cb,
                       g_object_ref (self));
}

static void
cancel_cb (GtkButton *button, TillPaymentProgress *self)
{
  /* Once: there is nothing more that a second press could do. */
  gtk_widget_set_sensitive (self->cancel, FALSE);
  till_take_payment_cancel (self->payment);
}

static void
receipt_cb (GtkButton *button, TillPaymentProgress *self)
{
  const char *action = g_object_get_data (G_OBJECT (button), "action");

  gtk_widget_activate_action (GTK_WIDGET (self), action, "x",
                              till_take_payment_get_transaction_id (self->payment));
}

static void
done_cb (GtkButton *button, TillPaymentProgress *self)
{
  g_signal_emit (self, signals[DONE], 0);
}

static void
again_cb (GtkButton *button, TillPaymentProgress *self)
{
  g_signal_emit (self, signals[AGAIN], 0);
}

static void
till_payment_progress_dispose (GObject *object)
{
  TillPaymentProgress *self = TILL_PAYMENT_PROGRESS (object);

  if (self->payment != NULL)
    g_signal_handlers_disconnect_by_data (self->payment, self);
  g_clear_object (&self->payment);

  G_OBJECT_CLASS (till_payment_progress_parent_class)->dispose (object);
}

static void
till_payment_progress_class_init (TillPaymentProgressClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = till_payment_progress_dispose;

  signals[DONE] = g_signal_new ("done", TILL_TYPE_PAYMENT_PROGRESS, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  signals[AGAIN] = g_signal_new ("again", TILL_TYPE_PAYMENT_PROGRESS, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
add_button (GtkBox *box, const char *label, GCallback callback, gpointer self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  if (callback != NULL)
    g_signal_connect (button, "clicked", callback, self);
  gtk_box_append (box, button);

  return button;
}

static void
add_buttons (TillPaymentProgress *self, GtkBox *page)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));

  gtk_widget_set_halign (GTK_WIDGET (box), GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (GTK_WIDGET (box), 12);
  self->cancel = add_button (box, _ ("_Cancel Payment"), G_CALLBACK (cancel_cb), self);
  self->open_page = add_button (box, _ ("_Open Page Again"), NULL, self);
  g_signal_connect_swapped (self->open_page, "clicked",
                            G_CALLBACK (till_payment_progress_open_page), self);
  self->again = add_button (box, _ ("_Try Again"), G_CALLBACK (again_cb), self);
  self->download = add_button (box, _ ("Download _PDF"), G_CALLBACK (receipt_cb), self);
  g_object_set_data (G_OBJECT (self->download), "action", (gpointer) "practice.download-receipt");
  self->print = add_button (box, _ ("P_rint"), G_CALLBACK (receipt_cb), self);
  g_object_set_data (G_OBJECT (self->print), "action", (gpointer) "practice.print-receipt");
  self->done = add_button (box, _ ("_Done"), G_CALLBACK (done_cb), self);
  gtk_widget_add_css_class (self->done, "suggested-action");
  gtk_box_append (page, GTK_WIDGET (box));
}

static GtkLabel *
add_label (GtkBox *box, const char *css)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_max_width_chars (label, 48);
  gtk_label_set_justify (label, GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (label), css);
  gtk_box_append (box, GTK_WIDGET (label));

  return label;
}

static void
till_payment_progress_init (TillPaymentProgress *self)
{
  GtkBox *page = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));

  gtk_widget_set_valign (GTK_WIDGET (page), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (page), "payment-progress");
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->spinner), 64, 64);
  gtk_widget_set_halign (GTK_WIDGET (self->spinner), GTK_ALIGN_CENTER);
  gtk_box_append (page, GTK_WIDGET (self->spinner));
  self->sign = GTK_IMAGE (gtk_image_new ());
  gtk_image_set_pixel_size (self->sign, 64);
  gtk_box_append (page, GTK_WIDGET (self->sign));
  self->title = add_label (page, "title-1");
  self->words = add_label (page, "body");
  self->decline = add_label (page, "error");
  self->page_problem = add_label (page, "warning");
  gtk_label_set_selectable (self->page_problem, TRUE);
  gtk_label_set_wrap_mode (self->page_problem, PANGO_WRAP_WORD_CHAR);
  add_buttons (self, page);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (page));
}

static void
prepend_amount (TillPaymentProgress *self, TillMoney amount, const char *patient)
{
  GtkBox          *page = GTK_BOX (adw_bin_get_child (ADW_BIN (self)));
  g_autofree char *text = till_money_format (amount);
  GtkWidget       *sum = gtk_label_new (text);
  GtkWidget       *name = gtk_label_new (patient);

  gtk_widget_add_css_class (sum, "payment-amount");
  gtk_widget_add_css_class (sum, "numeric");
  gtk_widget_add_css_class (name, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_box_prepend (page, name);
  gtk_box_prepend (page, sum);
}

GtkWidget *
till_payment_progress_new (TillTakePayment *payment,
                           TillMethod       method,
                           TillMoney        amount,
                           const char      *patient)
{
  TillPaymentProgress *self = g_object_new (TILL_TYPE_PAYMENT_PROGRESS, NULL);

  self->payment = g_object_ref (payment);
  self->method = method;
  prepend_amount (self, amount, patient);
  g_signal_connect_swapped (payment, "notify", G_CALLBACK (update), self);
  update (self);

  return GTK_WIDGET (self);
}
