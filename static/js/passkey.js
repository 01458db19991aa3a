// When a passkey does not work, the page says so in words instead of in the console.
document.addEventListener("allauth.error", function (event) {
  var trouble = document.getElementById("passkey_trouble");
  if (trouble) {
    trouble.hidden = false;
    event.preventDefault();
  }
});
