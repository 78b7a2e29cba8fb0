// Sends the one form that only passes something on. Without it the person presses the button.
for (const form of document.querySelectorAll('form[data-submit-now]')) form.submit();
