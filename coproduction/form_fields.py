"""How a field of any form is drawn: as nothing wrong, until something is."""

from django.forms import BoundField, CheckboxInput
from django.forms.renderers import DjangoTemplates


class Field(BoundField):
    """A browser calls whatever must be filled in and is still empty "invalid", and a screen reader says so before anybody typed."""

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        if (
            attrs.get("required")
            and not self.use_fieldset
            and not isinstance(widget or self.field.widget, CheckboxInput)
        ):
            attrs.setdefault("aria-invalid", "false")
        return attrs


class Renderer(DjangoTemplates):
    bound_field_class = Field
