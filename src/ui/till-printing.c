/* till-printing.c: a PDF through the desktop's print dialog
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/till-printing.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "document/till-receipt.h"

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, TillPdf *pdf)
{
  till_pdf_draw (pdf, (guint) page, gtk_print_context_get_cairo_context (context));
}

static void
request_size_cb (GtkPrintOperation *operation,
                 GtkPrintContext   *context,
                 int                page,
                 GtkPageSetup      *setup,
                 TillPdf           *pdf)
{
  g_autoptr (GtkPaperSize) paper = NULL;
  double                   width;  /* not money: points */
  double                   height; /* not money: points */

  till_pdf_get_size (pdf, (guint) page, &width, &height);
  paper =
    gtk_paper_size_new (MIN (width, height) > 600 ? GTK_PAPER_NAME_LETTER : GTK_PAPER_NAME_A4);
  gtk_page_setup_set_paper_size_and_default_margins (setup, paper);
  gtk_page_setup_set_orientation (setup, width > height ? GTK_PAGE_ORIENTATION_LANDSCAPE
                                                        : GTK_PAGE_ORIENTATION_PORTRAIT);
}

/* One printing under way. */
typedef struct
{
  GtkWindow  *window; /* weak */
  TillPdf    *pdf;
  TillPrinted printed;
  gpointer    user_data;
  gboolean    is_preview; /* GTK says of that, too, that all was done */
} Deed;

static void
deed_free (gpointer data)
{
  Deed *deed = data;

  g_clear_weak_pointer (&deed->window);
  till_pdf_free (deed->pdf);
  g_free (deed);
}

static gboolean
preview_cb (GtkPrintOperation        *operation,
            GtkPrintOperationPreview *preview,
            GtkPrintContext          *context,
            GtkWindow                *parent,
            Deed                     *deed)
{
  deed->is_preview = TRUE;

  return FALSE; /* GTK shows it */
}

static void
show_failure (GtkPrintOperation *operation, GtkWindow *window)
{
  g_autoptr (GError) error = NULL;
  GtkWidget         *dialog;

  gtk_print_operation_get_error (operation, &error);
  dialog = adw_message_dialog_new (window, _ ("Not Printed"), error != NULL ? error->message : "");
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* All of it is on paper: of some pages nobody can say whose they were. */
static gboolean
is_whole (GtkPrintOperation *operation)
{
  GtkPrintSettings *settings = gtk_print_operation_get_print_settings (operation);

  return settings == NULL ||
         (gtk_print_settings_get_print_pages (settings) == GTK_PRINT_PAGES_ALL &&
          gtk_print_settings_get_page_set (settings) == GTK_PAGE_SET_ALL);
}

/* One side of each sheet, unless the user asks for both: letters to two people may follow each
 * other. */
static void
use_one_side (GtkPrintOperation *operation)
{
  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_new ();

  gtk_print_settings_set_duplex (settings, GTK_PRINT_DUPLEX_SIMPLEX);
  gtk_print_operation_set_print_settings (operation, settings);
}

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, Deed *deed)
{
  if (result == GTK_PRINT_OPERATION_RESULT_ERROR && deed->window != NULL)
    show_failure (operation, deed->window);
  deed->printed (result == GTK_PRINT_OPERATION_RESULT_APPLY && !deed->is_preview &&
                   is_whole (operation),
                 deed->user_data);
}

gboolean
till_print_pdf (GtkWindow  *window,
                GBytes     *bytes,
                const char *name,
                TillPrinted printed,
                gpointer    user_data,
                GError    **error)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  TillPdf                      *pdf = till_pdf_open (bytes, error);
  Deed                         *deed;

  if (pdf == NULL)
    return FALSE;

  deed = g_new0 (Deed, 1);
  g_set_weak_pointer (&deed->window, window);
  deed->pdf = pdf;
  deed->printed = printed;
  deed->user_data = user_data;
  g_object_set_data_full (G_OBJECT (operation), "deed", deed, deed_free);
  gtk_print_operation_set_n_pages (operation, (int) till_pdf_get_n_pages (pdf));
  gtk_print_operation_set_job_name (operation, name);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_allow_async (operation, TRUE);
  use_one_side (operation);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), pdf);
  g_signal_connect (operation, "request-page-setup", G_CALLBACK (request_size_cb), pdf);
  g_signal_connect (operation, "preview", G_CALLBACK (preview_cb), deed);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), deed);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, window, NULL);
  return TRUE;
}
