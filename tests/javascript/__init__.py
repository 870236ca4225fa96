"""The form's JavaScript that needs no browser, and the cases that it must judge as Python does."""
