/* till-request-code-dialog.c: a request's link as a code that the patient scans at the desk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/requests/till-request-code-dialog.h"

#include <glib/gi18n-lib.h>

#include "document/till-qr.h"

/* Pixels a side, at a scale of one: a phone reads it at arm's length. */
#define SIDE 280

/* Dark on white whatever the theme is: many readers know no other. */
static void
draw_cb (GtkDrawingArea *area, cairo_t *cairo, int width, int height, gpointer user_data)
{
  const TillQr *code = user_data;
  guint         n = till_qr_get_n (code);
  double        module = MIN (width, height) / (double) n;

  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_paint (cairo);
  cairo_set_source_rgb (cairo, 0, 0, 0);
  cairo_set_antialias (cairo, CAIRO_ANTIALIAS_NONE);
  for (guint y = 0; y < n; y++)
    {
      for (guint x = 0; x < n; x++)
        {
          if (till_qr_is_dark (code, x, y))
            cairo_rectangle (cairo, x * module, y * module, module, module);
        }
    }
  cairo_fill (cairo);
}

static GtkWidget *
new_code (const char *link)
{
  TillQr    *code = till_qr_new (link, NULL);
  GtkWidget *area;

  if (code == NULL)
    return NULL;

  area = gtk_drawing_area_new ();
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), SIDE);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), SIDE);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_cb, code,
                                  (GDestroyNotify) till_qr_free);
  gtk_widget_set_halign (area, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (area), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("QR code of the link to pay"), -1);

  return area;
}

GtkWidget *
till_request_code_dialog_new (const TillRequest *request, GtkWindow *parent)
{
  GtkWidget       *code = new_code (request->link);
  g_autofree char *amount = till_money_format (till_request_get_rest (request));
  g_autofree char *name = till_person_name_as_written (request->patient_name);
  g_autofree char *heading = NULL;
  GtkWidget       *dialog;

  if (code == NULL)
    return NULL;

  /* Translators: an amount, and a person */
  heading = g_strdup_printf (_ ("%s, %s"), amount, name);
  dialog = adw_message_dialog_new (parent, heading, _ ("Scan this code with a phone to pay."));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), code);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"), "print",
                                    _ ("_Print…"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");

  return dialog;
}
