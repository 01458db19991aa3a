// When a passkey does not work, the page says so in words instead of in the console.
document.addEventListener("allauth.error", function (event) {
  var trouble = document.getElementById("passkey_trouble");
  if (trouble) {
    trouble.hidden = false;
    event.preventDefault();
  }
});
// Without this script the button could be pressed and would do nothing: so it comes with it.
document.addEventListener("DOMContentLoaded", function () {
  var button = document.getElementById("passkey_login");
  if (button) button.hidden = false;
});
